"""What the log does not say itself: who runs a network, what an agent is, where an address lies.

Here: user agents, addresses, a user's databases, the shipped ranges, the operator's own list.
Not here: judging. Kinds of network and places are put together in `sql/stages/20_` and `21_`.
"""
