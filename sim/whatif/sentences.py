"""The catalogue of the what-if page; and what a lever is called there, low and high: all about levers that is not derived."""

from __future__ import annotations

from pathlib import Path

from sim.words import Words

WORDS = Words(Path(__file__).parent / "words")
"""All words of the page, its summary and its download."""

GROUPS = ("care", "trust", "fear")
"""The groups on the page, by the names of the levers' declarations."""

FIRST = ("presence_hours", "personal_interest", "recognition_rate", "backing", "word_deed_consistency", "trust_extended", "permission",
         "listening", "punishment_severity", "punishment_arbitrary", "surveillance", "suspicion_policy")
"""The levers on the page, in their order; all others are behind 'more'."""

LABELS = {
    "presence_hours": ("Time with their people", "rarely seen", "often there"),
    "personal_interest": ("Personal interest", "business only", "wants to know"),
    "compassion": ("Compassion", "by the book", "for the person"),
    "empathy_defined": ("What empathy means", "left open", "spelt out"),
    "word_deed_consistency": ("Keeping their word", "talk is cheap", "as good as said"),
    "trust_extended": ("Trust in staff", "everything checked", "relied upon"),
    "discretion_limit": ("Room to bend a rule", "none", "wide"),
    "permission": ("Permission to care", "numbers first", "customer first"),
    "clarity_at_top": ("Clear vision at the top", "vague", "clear"),
    "cascade_fidelity": ("Vision passed down", "lost on the way", "undiluted"),
    "transparency": ("Openness", "closed doors", "open books"),
    "punishment_severity": ("Punishing mistakes", "lenient", "harsh"),
    "punishment_arbitrary": ("Punishing at whim", "for a reason", "out of the blue"),
    "surveillance": ("Watching staff", "left alone", "watched closely"),
    "tolerance": ("Letting bad talk pass", "challenged", "let pass"),
    "coaching_rate": ("Coaching on the spot", "seldom", "every chance"),
    "coaching_skill": ("Skill in coaching", "clumsy", "skilled"),
    "reframe_training": ("Asking what they did not know", "untrained", "trained"),
    "leader_weight": ("Weight of leaders' example", "peers count", "leaders count"),
    "recovery": ("Time to recover", "no breaks", "protected breaks"),
    "selectivity": ("Hiring for empathy", "whoever comes", "choosy"),
    "socialisation": ("Taking newcomers by the hand", "sink or swim", "taken along"),
    "goal_cascade": ("Goals for each job", "no goals", "broken down"),
    "follow_up": ("Following up", "forgotten", "followed up"),
    "expectation": ("Demanding care", "not asked", "demanded"),
    "recognition_rate": ("Recognition", "taken for granted", "noticed"),
    "recognition_contingency": ("Recognition for deeds", "by favour", "for what was done"),
    "leader_customer_contact": ("Leaders among customers", "never", "often"),
    "listening": ("Listening", "deaf ears", "open ears"),
    "response_to_voice": ("Acting on what is said", "nothing happens", "acted upon"),
    "suspicion_policy": ("Rules against cheats", "honest until shown", "all suspect"),
    "customer_always_right": ("The customer is always right", "within limits", "whatever the tone"),
    "backing": ("Backing against abuse", "left alone", "stood behind"),
    "staffing": ("Hands on the front line", "short", "ample"),
    "back_office_capacity": ("Capacity of the back office", "short", "ample"),
    "service_mindset": ("Other teams as customers", "not my job", "our customers"),
    "training_days": ("Formal training", "little", "much"),
    "training_explained": ("Saying what training is for", "unexplained", "explained"),
    "needs_assessment": ("Training by need", "one for all", "by need"),
    "empathy_training": ("Empathy training", "little", "much"),
    "recall_exercise": ("Recalling being a customer", "never", "often"),
    "customer_forums": ("Hearing customers in person", "never", "often"),
    "promote_within": ("Promoting from within", "from outside", "from within"),
    "complaint_welcome": ("Welcoming complaints", "regretted", "thanked for"),
    "recovery_policy": ("Making good", "may not", "may"),
}
"""Lever: what it is called, and the zones below and above today's level."""
