"""The pages of the shop, rendered on the server; it talks to nobody but the gateway."""
