"""What leaders can set: policies.  Enacted behaviour follows them only in part (see rules/leaders.py).

A cost names the parameters it is made of; what they are by default is filled in.
"""

from sim.model.parameters.declare import Lever

LEVERS = (
    Lever("presence_hours", 4.0, 0.0, 12.0, "hours/week per leader",
          "time a leader spends with the own people, shared among all direct reports",
          "Luthans 1988 (managers' time with subordinates); level assumed", "speculative", "care",
          cost="the leader's week, hour for hour",
          label="Time with their people", zones=("rarely seen", "often there")),
    Lever("personal_interest", 0.6, 0.0, 1.0, "share", "how personally interested leaders are meant to "
          "be: they ask and want to know", "practitioners' advice: leaders ask about us, our families, "
          "our lives", "speculative", "care", cost="{talk_hours} a week for each report at 100 %",
          label="Personal interest", zones=("business only", "wants to know")),
    Lever("compassion", 0.5, 0.0, 1.0, "share", "how often leaders decide in favour of an employee where "
          "policy leaves room", "practitioners' advice: look closely for the opportunities to show "
          "compassion", "speculative", "care", cost="{programme_price} money a year for each report "
          "at 100 %",
          label="Compassion", zones=("by the book", "for the person")),
    Lever("empathy_defined", 0.3, 0.0, 1.0, "share", "how clearly staff are told what empathy is and is "
          "not (not sympathy)", "practitioners' advice: we must clearly define empathy", "speculative",
          "care", cost="{talk_hours} a week for each report at 100 %",
          label="What empathy means", zones=("left open", "spelt out")),
    Lever("word_deed_consistency", 0.85, 0.0, 1.0, "probability", "share of leaders' promises that are "
          "meant to be kept; word and deed agree", "Simons 2002 (behavioural integrity); level assumed",
          "speculative", "trust", cost="{relay_hours} a week of follow-up at 100 %, falling with the "
          "square below it",
          label="Keeping their word", zones=("talk is cheap", "as good as said")),
    Lever("trust_extended", 0.5, 0.0, 1.0, "share", "how far leaders rely on staff without checking",
          "Mayer, Davis & Schoorman 1995; level assumed", "speculative", "trust",
          cost="discretion is used more often: each gesture costs money",
          label="Trust in staff", zones=("everything checked", "relied upon")),
    Lever("discretion_limit", 0.4, 0.0, 1.0, "share", "how far staff may bend a rule for a customer "
          "without asking", "Spreitzer 1995 (empowerment); level assumed", "speculative", "trust",
          cost="the price of each gesture",
          label="Room to bend a rule", zones=("none", "wide")),
    Lever("permission", 0.5, 0.0, 1.0, "share", "how plainly leaders say and show that caring for the "
          "customer comes first", "practitioners' advice: give people permission to care", "speculative",
          "trust", cost="{talk_hours} a week for each report at 100 %",
          label="Permission to care", zones=("numbers first", "customer first")),
    Lever("clarity_at_top", 0.75, 0.0, 1.0, "share", "how clear the vision of service is at the top",
          "practitioners' advice: an identifiable vision and clearly defined goals", "speculative",
          "vision", cost="{relay_hours} a week of each leader who relays it at 100 %",
          label="Clear vision at the top", zones=("vague", "clear")),
    Lever("cascade_fidelity", 0.9, 0.0, 1.0, "share", "how much of the vision a level passes on "
          "undiluted; set it low for one level to break the cascade there",
          "Ates et al. 2020 (a misaligned middle); level assumed", "speculative", "vision",
          cost="{relay_hours} a week of each leader at 100 %",
          label="Vision passed down", zones=("lost on the way", "undiluted")),
    Lever("transparency", 0.5, 0.0, 1.0, "share", "how openly the organisation speaks about itself, to "
          "applicants too", "practitioners' advice: honesty and transparency attract", "speculative",
          "vision", cost="{talk_hours} a week for each report at 100 %",
          label="Openness", zones=("closed doors", "open books")),
    Lever("punishment_severity", 0.3, 0.0, 1.0, "share", "how hard mistakes and deviations are punished",
          "Tepper 2000; Podsakoff et al. 2006; level assumed", "speculative", "fear",
          cost="fear, quits and what customers do next",
          label="Punishing mistakes", zones=("lenient", "harsh")),
    Lever("punishment_arbitrary", 0.3, 0.0, 1.0, "share", "share of punishment that does not depend on "
          "what the punished person did", "Podsakoff et al. 2006 (non-contingent punishment)",
          "speculative", "fear", cost="perceived fairness",
          label="Punishing at whim", zones=("for a reason", "out of the blue")),
    Lever("surveillance", 0.3, 0.0, 1.0, "share", "how closely staff are watched",
          "Ravid et al. 2020 (electronic monitoring); level assumed", "speculative", "fear",
          cost="{coaching_hours} a week for each report at 100 %",
          label="Watching staff", zones=("left alone", "watched closely")),
    Lever("tolerance", 0.5, 0.0, 1.0, "share", "share of overheard bad talk about customers that leaders "
          "let pass, where they do not coach", "practitioners' advice: it is dangerous to permit an "
          "environment of blame", "speculative", "coaching", cost="none now; the norm pays",
          label="Letting bad talk pass", zones=("challenged", "let pass")),
    Lever("coaching_rate", 0.25, 0.0, 1.0, "share", "share of overheard bad talk that leaders pause and "
          "reframe on the spot", "practitioners' advice: never miss an opportunity to coach",
          "speculative", "coaching", cost="{coaching_hours} a week for each report at 100 %",
          label="Coaching on the spot", zones=("seldom", "every chance")),
    Lever("coaching_skill", 0.5, 0.0, 1.0, "share", "how well leaders coach; clumsy feedback harms more "
          "often", "Kluger & DeNisi 1996 (a third of feedback harms)", "from memory", "coaching",
          cost="{programme_price} money a year for each leader at 100 %",
          label="Skill in coaching", zones=("clumsy", "skilled")),
    Lever("reframe_training", 0.3, 0.0, 1.0, "share", "how much staff are trained to ask what the "
          "customer did not know instead of who is to blame", "Gross 1998 (reappraisal); level assumed",
          "speculative", "coaching", cost="{programme_price} money a year for each person at 100 %",
          label="Asking what they did not know", zones=("untrained", "trained")),
    Lever("leader_weight", 0.4, 0.0, 1.0, "share", "how much leaders' example counts against colleagues' "
          "in what is felt to be normal here", "Schneider et al. 1998; Friedkin & Johnsen 1990; level "
          "assumed", "speculative", "vision", cost="none: a feature of the culture; sweep it",
          label="Weight of leaders' example", zones=("peers count", "leaders count")),
    Lever("recovery", 0.5, 0.0, 1.0, "share", "breaks, predictable shifts and quiet hours that let "
          "people recover", "Sonnentag & Fritz 2007; level assumed", "speculative", "staff",
          cost="{recovery_minutes} minutes a day of each employee, off contacts, at 100 %",
          label="Time to recover", zones=("no breaks", "protected breaks")),
    Lever("selectivity", 0.3, 0.0, 1.0, "share", "how choosy hiring is about empathy",
          "Schneider 1987 (attraction-selection-attrition); level assumed", "speculative", "staff",
          cost="longer vacancies",
          label="Hiring for empathy", zones=("whoever comes", "choosy")),
    Lever("socialisation", 0.5, 0.0, 1.0, "share", "how much newcomers are taken by the hand and shown "
          "how things are done here", "Harrison & Carroll 1991; level assumed", "speculative", "staff",
          cost="{relay_hours} a week for each newcomer at 100 %",
          label="Taking newcomers by the hand", zones=("sink or swim", "taken along")),
    Lever("goal_cascade", 0.5, 0.0, 1.0, "share", "how far goals of service are broken down to each job",
          "practitioners' advice: clearly defined goals; Locke & Latham 2002; level assumed",
          "speculative", "vision", cost="strain, where people are held to goals without the means",
          label="Goals for each job", zones=("no goals", "broken down")),
    Lever("follow_up", 0.5, 0.0, 1.0, "share", "how consistently leaders follow up on goals: doing the "
          "job is not optional", "practitioners' advice: accountability; Locke & Latham 2002; level "
          "assumed", "speculative", "vision", cost="{talk_hours} a week for each report at 100 %; strain "
          "without means",
          label="Following up", zones=("forgotten", "followed up")),
    Lever("expectation", 0.5, 0.0, 1.0, "share", "how plainly leaders demand that customers are cared "
          "for", "practitioners' advice: permission to care, then the expectation", "speculative",
          "trust",
          cost="{talk_hours} a week for each report at 100 %; trust, where deeds do not bear it out",
          label="Demanding care", zones=("not asked", "demanded")),
    Lever("recognition_rate", 0.3, 0.0, 1.0, "share", "share of acts beyond duty that leaders mean to "
          "recognise", "Vroom 1964 (expectancy); level assumed", "speculative", "care",
          cost="{talk_hours} a week for each report and {programme_price} money a year for each "
          "person, at 100 %",
          label="Recognition", zones=("taken for granted", "noticed")),
    Lever("recognition_contingency", 0.6, 0.0, 1.0, "share", "share of recognition that follows acts and "
          "not favour", "Podsakoff et al. 2006 (contingent reward); level assumed", "speculative", "care",
          cost="none but attention",
          label="Recognition for deeds", zones=("by favour", "for what was done")),
    Lever("leader_customer_contact", 1.0, 0.0, 20.0, "hours/month", "hours a month that leaders spend "
          "among customers", "practitioners' advice: leaders who hear customers only through relays; "
          "level assumed", "speculative", "care", cost="the leader's time, hour for hour",
          label="Leaders among customers", zones=("never", "often")),
    Lever("listening", 0.5, 0.0, 1.0, "share", "how open leaders are when somebody speaks up",
          "Detert & Burris 2007; level assumed", "speculative", "trust",
          cost="{talk_hours} a week for each report at 100 %",
          label="Listening", zones=("deaf ears", "open ears")),
    Lever("response_to_voice", 0.5, 0.0, 1.0, "share", "share of what was heard that leads to something",
          "Tucker & Edmondson 2003; level assumed", "speculative", "trust",
          cost="none counted: fixing pays in time saved",
          label="Acting on what is said", zones=("nothing happens", "acted upon")),
    Lever("suspicion_policy", 0.3, 0.0, 1.0, "share", "how far signs and rules treat every customer as a "
          "possible cheat", "practitioners' advice: signage for the few offends the many", "speculative",
          "fear", cost="honest customers who are offended or accused",
          label="Rules against cheats", zones=("honest until shown", "all suspect")),
    Lever("customer_always_right", 0.3, 0.0, 1.0, "share", "how far the customer is always right, "
          "whatever the tone", "practitioners' advice: put employees first; level assumed", "speculative",
          "care", cost="what rudeness does to staff, and gestures for the rude",
          label="The customer is always right", zones=("within limits", "whatever the tone")),
    Lever("backing", 0.5, 0.0, 1.0, "share", "how far leaders stand behind staff against abusive "
          "customers", "Wang et al. 2011 (support buffers); level assumed", "speculative", "care",
          cost="{talk_hours} a week for each report at 100 %",
          label="Backing against abuse", zones=("left alone", "stood behind")),
    Lever("staffing", 1.0, 0.6, 1.5, "ratio", "hands on the front line against the ordinary number: paid "
          "hours, not posts", "Oliva & Sterman 2001; level is the firm's", "convention", "staff",
          cost="pay, in proportion",
          label="Hands on the front line", zones=("short", "ample")),
    Lever("back_office_capacity", 1.0, 0.3, 2.0, "ratio", "what units that serve others are equipped "
          "for, against the ordinary", "practitioners' advice: the loan application; level is the firm's",
          "convention", "staff", cost="pay of the back office, in proportion",
          label="Capacity of the back office", zones=("short", "ample")),
    Lever("service_mindset", 0.3, 0.0, 1.0, "share", "how far other teams are treated as customers: a "
          "programme", "practitioners' advice: internal customers; Gittell 2002; level assumed",
          "speculative", "staff", cost="{programme_price} money a year for each person at 100 %",
          label="Other teams as customers", zones=("not my job", "our customers")),
    Lever("training_days", 3.0, 0.0, 20.0, "days/year", "days of formal training for each employee",
          "Arthur et al. 2003; level is the firm's", "convention", "training",
          cost="the days off contacts, and {training_price} money each",
          label="Formal training", zones=("little", "much")),
    Lever("training_explained", 0.5, 0.0, 1.0, "share", "how far people are told what the training is "
          "for", "practitioners' advice: canned training; Colquitt et al. 2000", "speculative",
          "training", cost="none but attention",
          label="Saying what training is for", zones=("unexplained", "explained")),
    Lever("needs_assessment", 0.3, 0.0, 1.0, "share", "how far a skills assessment decides who is taught "
          "what", "practitioners' advice: skills assessment; Arthur et al. 2003", "speculative",
          "training", cost="{programme_price} money a year for each person at 100 %",
          label="Training by need", zones=("one for all", "by need")),
    Lever("empathy_training", 0.2, 0.0, 5.0, "days/year", "days of empathy training for each employee",
          "Teding van Berkhout & Malouff 2016; level is the firm's", "convention", "training",
          cost="the days off contacts, and {training_price} money each",
          label="Empathy training", zones=("little", "much")),
    Lever("recall_exercise", 0.0, 0.0, 4.0, "times/month", "how often people recall their own best and "
          "worst experience as a customer", "practitioners' advice: recall your best and worst; "
          "contested, see the switch recall", "speculative", "training",
          cost="{forum_hours} off contacts each, priced like training",
          label="Recalling being a customer", zones=("never", "often")),
    Lever("customer_forums", 0.1, 0.0, 4.0, "times/month", "how often each employee hears customers tell "
          "in person how it was for them", "Grant et al. 2007; level is the firm's", "convention",
          "training", cost="{forum_hours} off contacts each, priced like training",
          label="Hearing customers in person", zones=("never", "often")),
    Lever("promote_within", 0.5, 0.0, 1.0, "share", "share of leaders' posts that are filled from the "
          "own team", "Bidwell 2011 (contested); level is the firm's", "convention", "staff",
          cost="the post that becomes vacant below",
          label="Promoting from within", zones=("from outside", "from within")),
    Lever("complaint_welcome", 0.5, 0.0, 1.0, "share", "how complaints are treated: 0 the customer is "
          "made to regret it, 1 thanked for it", "practitioners' advice: customers punished for "
          "complaining; Hirschman 1970", "speculative", "trust", cost="more complaints to deal with",
          label="Welcoming complaints", zones=("regretted", "thanked for")),
    Lever("recovery_policy", 0.5, 0.0, 1.0, "share", "how far staff may make good what went wrong",
          "Tax et al. 1998; level assumed", "speculative", "trust",
          cost="{gesture_price} money for each complaint made good",
          label="Making good", zones=("may not", "may")),
)
"""Every lever; a new one comes last.  Group is what a leader would look under: care, trust, vision, fear,
coaching, training, staff."""

TALKS = ("personal_interest", "permission", "expectation", "empathy_defined", "transparency", "follow_up",
         "recognition_rate", "listening", "backing")
"""Levers that are a talk with each report: at 1 each takes ``talk_hours`` of the leader's week, as its cost
says."""
