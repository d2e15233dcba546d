"""The cards of the card bots: one file a power, and one for what all seats share."""
