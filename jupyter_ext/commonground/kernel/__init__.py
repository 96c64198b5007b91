"""The magics, inside an IPython kernel or shell.

Knows IPython and the client. A kernel that
the server starts gets ``--ext=commonground`` among its arguments (no profile is touched) and two
variables, the server's address and a token that is good for that kernel only.
"""
