"""Impact 影响: what a change of definitions does before it counts."""
