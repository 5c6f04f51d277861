"""Who takes parcels away, and where each of them shows on what way one is: rules without I/O."""

CARRIERS = {
    "royal-mail": (
        "Royal Mail",
        "https://www.royalmail.com/track-your-item#/tracking-results/{number}",
    ),
    "dhl": ("DHL", "https://www.dhl.com/gb-en/home/tracking.html?tracking-id={number}"),
    "trial": ("Trial carrier", "https://carrier.example/parcels/{number}"),
}
"""Name and address of each; the last one drives nowhere (RFC 2606), and is for trying the shop."""

TRACKING_NUMBER = r"[A-Za-z0-9]{6,35}"
"""None of them uses other characters, so that a number can stand in an address as it is."""


def tracking_link(carrier: str | None, number: str | None) -> str | None:
    """Where the parcel can be followed; None without a number, or with a carrier gone since."""
    if number is None or carrier not in CARRIERS:
        return None
    return CARRIERS[carrier][1].format(number=number)
