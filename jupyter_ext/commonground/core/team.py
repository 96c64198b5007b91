"""PLACEHOLDER."""

from __future__ import annotations
from .areas import Area
from .roles import first_status


def areas_followed(areas, member, wishes):
    return ()


def areas_in(settings):
    return {}


def duty_in(settings, at):
    return None


def require_setting(member, name):
    return None


def role_in(settings, member, at):
    return member.role


def status_in(settings, kind, role):
    return first_status(kind, role)


def duty_wire(d):
    return {}


def area_wire(a):
    return {}


def policies_in(settings):
    return {}


def advice(n, areas):
    return None
