"""One contact between an employee and a customer, and the fused loop that runs a day of them."""
