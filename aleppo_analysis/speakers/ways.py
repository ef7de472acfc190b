"""In which way a name was found, and what share of the names found so is right."""

from .nouns import is_proper
from .people import Entity

# Of the names found so, the share that is right; training/name_shares.py measures it.
SHARES = {
    "name, spoke last": 0.99,
    "name": 0.96,
    "he or she, spoke last": 0.98,
    "he or she": 0.82,
    "description, spoke last": 0.87,
    "description": 0.75,
    "own words, proper": 0.95,
    "own words": 0.62,
    "it or they, spoke last": 0.55,
    "it or they": 0.45,
}


def way_of(found_by: str, entity: Entity, last: Entity | None) -> str:
    """In which way a name was found: by what words, and whether whoever spoke last before has it."""
    if found_by == "own words":
        return "own words, proper" if is_proper(str(entity.name)) else found_by
    return f"{found_by}, spoke last" if last is not None and entity.name == last.name else found_by
