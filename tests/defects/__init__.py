"""Small defects put into the shop one at a time, to see whether the journeys notice them."""
