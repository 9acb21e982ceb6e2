"""What one contact is made of, number by number."""

import numpy as np

from sim.model.jit import Record

MOMENT_FIELDS = {
    "customer_mood": "the customer's mood towards us on coming in",
    "customer_tone": "the customer's tone, 0 hostile to 1 warm",
    "rudeness": "how rude that is, 0 from the threshold upwards",
    "blame": "blame the employee lays on the customer",
    "anger": "blame times provocation",
    "cheats": "1 if the customer cheats",
    "handed_off": "1 if a colleague of another unit has worked on the case meanwhile",
    "chases": "1 if the customer asks after a case that a colleague of another unit still works on",
    "delay": "days since the case was brought, if one does or did and it is the first answer",
    "gain": "share of the customer's tone that comes back (mirroring)",
    "tone": "the employee's tone",
    "empathy_felt": "empathy felt",
    "acted": "empathy required but not felt, displayed with effort",
    "empathy_shown": "empathy the customer perceives",
    "gesture_chance": "chance that a rule is bent for the customer, should the rules not solve the case",
    "gesture": "1 if a rule was bent",
    "extra_mile": "1 if the employee went the extra mile",
    "referred": "1 if the case needs a colleague of another unit now",
    "wait_days": "days until that colleague answers, if referred",
    "accused": "1 if the customer was treated as a cheat",
    "wronged": "1 if that was an honest customer",
    "enforced": "1 if the employee turned a rule against the customer",
    "resolve_chance": "chance that the case is solved",
    "resolved": "1 if it was solved",
    "error": "1 if the employee made an error",
    "error_reported": "1 if it was reported upwards",
    "minutes": "working minutes with after-work",
    "quality": "quality of the contact as lived",
    "difference": "quality minus expectation",
    "satisfaction": "satisfaction right after the contact, or once a complaint was made good",
    "complain_chance": "chance that the customer complains",
    "complained": "1 if the customer complained",
    "recovered": "1 if the complaint was handled well",
    "complaint_reported": "1 if it was reported upwards",
    "drain": "share of the employee's resources it took",
    "vent_chance": "chance of talking badly about the customer afterwards",
    "vented": "1 if the employee did",
    "reframed": "1 if the employee asked what the customer did not know instead",
    "relationship": "satisfaction with the relationship afterwards",
    "leave_chance": "chance that the customer leaves",
    "left": "1 if the customer left",
    "told": "+1 recommended us, -1 warned others",
}
"""The numbers of a contact in the order in which they come about."""

MOMENT = np.dtype((Record, np.dtype(
    [(name, "f8") for name in MOMENT_FIELDS] + [("day", "i4"), ("customer", "i4"), ("post", "i4"),
                                                ("attempt", "i4"), ("cause", "i4"), ("difficulty", "f8"),
                                                ("stake", "f8"), ("u_resolved", "f8"), ("u_minutes", "f8"),
                                                ("u_error", "f8"), ("u_gesture", "f8"), ("u_talk", "f8"),
                                                ("u_left", "f8"), ("u_told", "f8"), ("u_noise", "f8")],
    align=True)))
"""One contact.  u_*: its uniform numbers."""

OUR_ERROR, IGNORANCE, THE_RULE, OTHER = 0, 1, 2, 3
"""What a case is about."""
