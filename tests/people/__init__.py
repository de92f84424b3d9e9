"""People on the desk: who may do what, the registers of seats and functions, invitations."""
