"""Who counts as whom: personal links, roles and names."""

from .provider import PersonalLinks as PersonalLinks
