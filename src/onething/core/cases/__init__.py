"""Applications and cases: commands → `decide` → events → `evolve` → state. Pure; terms in `docs/cases.md`."""
