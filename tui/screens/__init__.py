"""The screens: each asks one question of the services and shows the answer."""
