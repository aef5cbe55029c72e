"""The micro engine: every citizen and every member of the apparatus is an agent.

The day is that of `asabiya.engine.day`, with the same mechanisms; only in two places do agents stand for
groups: `corps` moves the members of the apparatus, and `crowd` the citizens. Both are integer arithmetic on
thresholds that `fields` works out, so that results do not depend on threads, devices or the order of sums.
"""
