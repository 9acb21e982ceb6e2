"""What one contact is made of, number by number: the microscope's slide."""

import numpy as np

MOMENT_FIELDS = {
    "customer_mood": "the customer's mood towards us on coming in",
    "customer_tone": "the customer's tone, 0 hostile to 1 warm",
    "rudeness": "how rude that is, 0 from the threshold upwards",
    "blame": "blame the employee lays on the customer",
    "anger": "blame times provocation",
    "gain": "share of the customer's tone that comes back (mirroring)",
    "tone": "the employee's tone",
    "empathy_felt": "empathy felt",
    "acted": "empathy required but not felt, displayed with effort",
    "empathy_shown": "empathy the customer perceives",
    "gesture_chance": "chance that a rule is bent for the customer",
    "gesture": "1 if a rule was bent",
    "resolve_chance": "chance that the case is solved",
    "resolved": "1 if it was solved",
    "error": "1 if the employee made an error",
    "minutes": "working minutes with after-work",
    "quality": "quality of the contact as lived",
    "difference": "quality minus expectation",
    "satisfaction": "satisfaction right after the contact",
    "drain": "share of the employee's resources it took",
    "vent_chance": "chance of talking badly about the customer afterwards",
    "vented": "1 if the employee did",
    "reframed": "1 if the employee asked what the customer did not know instead",
    "leave_chance": "chance that the customer leaves",
    "left": "1 if the customer left",
    "told": "+1 recommended us, -1 warned others",
}
"""The numbers of a contact in the order in which they come about."""

MOMENT = np.dtype((np.record, np.dtype(
    [(name, "f8") for name in MOMENT_FIELDS]
    + [("day", "i4"), ("customer", "i4"), ("post", "i4"), ("attempt", "i4"), ("cause", "i4"),
       ("difficulty", "f8"), ("stake", "f8"), ("u_resolved", "f8"), ("u_minutes", "f8"), ("u_error", "f8"), ("u_gesture", "f8"),
       ("u_talk", "f8"), ("u_left", "f8"), ("u_told", "f8"), ("u_noise", "f8")], align=True)))
"""One contact.  u_*: its uniform numbers."""

OUR_ERROR, IGNORANCE, THE_RULE, OTHER = 0, 1, 2, 3
"""What a case is about."""
