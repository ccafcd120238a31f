"""The forms that other offices prescribe: published standards and official sheets, in and out."""
