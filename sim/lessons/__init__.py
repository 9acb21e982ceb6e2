"""Lessons for teachers: one file each, played in five steps, with bets, a sandbox, scripts, worksheets and a
critique.

Everything a lesson shows is computed by the simulator.  `lesson` says what a file may hold, `library` finds
the files, `steps` computes what is shown and `findings` keeps it; `bets` and `sandbox` play; `script`,
`worksheet` and `critique` are handed out.
"""
