"""What the model claims about people: pure functions of plain numbers, one mechanism or family a file.

Every latent state lies in [0, 1] unless a docstring says otherwise.  Rules know no rows, days or files; they
import nothing but ``math`` and the decorator.  The same function is called on plain numbers, broadcast with
``.over`` and called inside the compiled day.
"""
