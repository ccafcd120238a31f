"""Grants in the forms that others read: 360Giving 1.4 and IATI 2.03.

Neither standard knows gates; each has room for them. What they call a disbursement is money that
moved, so both are filled from the same `movements`, and their sums are the sums of the records.
"""
