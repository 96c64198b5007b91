"""All calls as methods that wait.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from ..call import Method, Waiting, WaitingCalls
from . import audit as of_audit
from . import claims as of_claims
from . import comparison as of_comparison
from . import contradictions as of_contradictions
from . import cost as of_cost
from . import edits as of_edits
from . import entries as of_entries
from . import exceptions as of_exceptions
from . import exchange as of_exchange
from . import findings as of_findings
from . import freshness as of_freshness
from . import handoff as of_handoff
from . import instructions as of_instructions
from . import meeting as of_meeting
from . import messages as of_messages
from . import nearby as of_nearby
from . import precedents as of_precedents
from . import relevance as of_relevance
from . import review as of_review
from . import search as of_search
from . import server as of_server
from . import skills as of_skills
from . import sprint as of_sprint
from . import suggestions as of_suggestions
from . import summaries as of_summaries
from . import team as of_team
from . import turns as of_turns


class AuditCalls(WaitingCalls):
    """Of ``audit``."""

    redactions = Method(of_audit.redactions)
    rescues = Method(of_audit.rescues)


class ClaimsCalls(WaitingCalls):
    """Of ``claims``."""

    declare_focus = Method(of_claims.declare_focus)
    lease_paths = Method(of_claims.lease_paths)
    release_lease = Method(of_claims.release_lease)
    snooze_overlap = Method(of_claims.snooze_overlap)
    work = Method(of_claims.work)
    notices = Method(of_claims.notices)
    report = Method(of_claims.report)
    drop = Method(of_claims.drop)
    check = Method(of_claims.check)


class ComparisonCalls(WaitingCalls):
    """Of ``comparison``."""

    compare_option = Method(of_comparison.compare_option)
    compare_score = Method(of_comparison.compare_score)
    compare_argue = Method(of_comparison.compare_argue)
    compare_phase = Method(of_comparison.compare_phase)
    compare_reveal = Method(of_comparison.compare_reveal)
    comparisons = Method(of_comparison.comparisons)
    begin = Method(of_comparison.begin)
    comparison = Method(of_comparison.comparison)
    act = Method(of_comparison.act)
    record = Method(of_comparison.record)
    prototype = Method(of_comparison.prototype)
    difference = Method(of_comparison.difference)
    table = Method(of_comparison.table)
    page = Method(of_comparison.page)


class ContradictionsCalls(WaitingCalls):
    """Of ``contradictions``."""

    resolve = Method(of_contradictions.resolve)
    dismiss = Method(of_contradictions.dismiss)
    relate = Method(of_contradictions.relate)
    previewed = Method(of_contradictions.previewed)
    near = Method(of_contradictions.near)


class CostCalls(WaitingCalls):
    """Of ``cost``."""

    cost = Method(of_cost.cost)


class EditsCalls(WaitingCalls):
    """Of ``edits``."""

    edits = Method(of_edits.edits)
    decide_edit = Method(of_edits.decide_edit)
    undo_edits = Method(of_edits.undo_edits)


class EntriesCalls(WaitingCalls):
    """Of ``entries``."""

    add = Method(of_entries.add)
    edit = Method(of_entries.edit)
    share = Method(of_entries.share)
    retire = Method(of_entries.retire)
    revert = Method(of_entries.revert)
    entries = Method(of_entries.entries)
    history = Method(of_entries.history)


class ExceptionsCalls(WaitingCalls):
    """Of ``exceptions``."""

    exceptions = Method(of_exceptions.exceptions)


class ExchangeCalls(WaitingCalls):
    """Of ``exchange``."""

    take_in = Method(of_exchange.take_in)


class FindingsCalls(WaitingCalls):
    """Of ``findings``."""

    findings = Method(of_findings.findings)
    picture = Method(of_findings.picture)
    check = Method(of_findings.check)
    page = Method(of_findings.page)
    notebook = Method(of_findings.notebook)


class FreshnessCalls(WaitingCalls):
    """Of ``freshness``."""

    anchor = Method(of_freshness.anchor)
    unanchor = Method(of_freshness.unanchor)
    reanchor = Method(of_freshness.reanchor)
    still_holds = Method(of_freshness.still_holds)
    opened = Method(of_freshness.opened)
    freshness = Method(of_freshness.freshness)


class HandoffCalls(WaitingCalls):
    """Of ``handoff``."""

    acknowledge_handoff = Method(of_handoff.acknowledge_handoff)
    handoff = Method(of_handoff.handoff)
    acknowledge = Method(of_handoff.acknowledge)
    page = Method(of_handoff.page)


class InstructionsCalls(WaitingCalls):
    """Of ``instructions``."""

    propose = Method(of_instructions.propose)
    instructions = Method(of_instructions.instructions)


class MeetingCalls(WaitingCalls):
    """Of ``meeting``."""

    meeting = Method(of_meeting.meeting)
    present = Method(of_meeting.present)


class MessagesCalls(WaitingCalls):
    """Of ``messages``."""

    announce = Method(of_messages.announce)
    query = Method(of_messages.query)
    query_sides = Method(of_messages.query_sides)
    handoff = Method(of_messages.handoff)
    reply = Method(of_messages.reply)
    answer = Method(of_messages.answer)
    take_over = Method(of_messages.take_over)
    acknowledge = Method(of_messages.acknowledge)
    withdraw = Method(of_messages.withdraw)
    inbox = Method(of_messages.inbox)
    message = Method(of_messages.message)
    going_on = Method(of_messages.going_on)


class NearbyCalls(WaitingCalls):
    """Of ``nearby``."""

    nearby = Method(of_nearby.nearby)


class PrecedentsCalls(WaitingCalls):
    """Of ``precedents``."""

    asked_before = Method(of_precedents.asked_before)


class RelevanceCalls(WaitingCalls):
    """Of ``relevance``."""

    relevant = Method(of_relevance.relevant)


class ReviewCalls(WaitingCalls):
    """Of ``review``."""

    accept = Method(of_review.accept)
    reject = Method(of_review.reject)
    merge = Method(of_review.merge)
    review = Method(of_review.review)


class SearchCalls(WaitingCalls):
    """Of ``search``."""

    find = Method(of_search.find)


class ServerCalls(WaitingCalls):
    """Of ``server``."""

    status = Method(of_server.status)
    verbs = Method(of_server.verbs)
    names = Method(of_server.names)
    jobs = Method(of_server.jobs)
    cancel = Method(of_server.cancel)


class SkillsCalls(WaitingCalls):
    """Of ``skills``."""

    skills = Method(of_skills.skills)
    skill = Method(of_skills.skill)


class SprintCalls(WaitingCalls):
    """Of ``sprint``."""

    sprint_new = Method(of_sprint.sprint_new)
    sprint_about = Method(of_sprint.sprint_about)
    sprint_import = Method(of_sprint.sprint_import)
    sprint_add = Method(of_sprint.sprint_add)
    sprint_edit = Method(of_sprint.sprint_edit)
    sprint_move = Method(of_sprint.sprint_move)
    sprint_capacity = Method(of_sprint.sprint_capacity)
    sprint_note = Method(of_sprint.sprint_note)
    sprint_reveal = Method(of_sprint.sprint_reveal)
    sprint_action = Method(of_sprint.sprint_action)
    sprint_end = Method(of_sprint.sprint_end)
    sprint_comment = Method(of_sprint.sprint_comment)
    sprint_unit = Method(of_sprint.sprint_unit)
    sprint_limit = Method(of_sprint.sprint_limit)
    poker_open = Method(of_sprint.poker_open)
    poker_estimate = Method(of_sprint.poker_estimate)
    poker_reveal = Method(of_sprint.poker_reveal)
    poker_close = Method(of_sprint.poker_close)
    sprint = Method(of_sprint.sprint)
    checks = Method(of_sprint.checks)
    burndown = Method(of_sprint.burndown)
    review = Method(of_sprint.review)
    export = Method(of_sprint.export)
    whole = Method(of_sprint.whole)
    page = Method(of_sprint.page)


class SuggestionsCalls(WaitingCalls):
    """Of ``suggestions``."""

    accept_suggestion = Method(of_suggestions.accept_suggestion)
    decide_suggestion = Method(of_suggestions.decide_suggestion)
    suggestions = Method(of_suggestions.suggestions)
    sweep = Method(of_suggestions.sweep)


class SummariesCalls(WaitingCalls):
    """Of ``summaries``."""

    propose_summary = Method(of_summaries.propose_summary)
    undo_summary = Method(of_summaries.undo_summary)
    summaries = Method(of_summaries.summaries)
    look = Method(of_summaries.look)
    draft = Method(of_summaries.draft)


class TeamCalls(WaitingCalls):
    """Of ``team``."""

    set = Method(of_team.set)
    members = Method(of_team.members)
    people = Method(of_team.people)
    suggested_areas = Method(of_team.suggested_areas)


class TurnsCalls(WaitingCalls):
    """Of ``turns``."""

    open_thread = Method(of_turns.open_thread)
    say = Method(of_turns.say)
    constrain = Method(of_turns.constrain)
    lift = Method(of_turns.lift)
    join = Method(of_turns.join)
    bring = Method(of_turns.bring)
    rename_thread = Method(of_turns.rename_thread)
    close_thread = Method(of_turns.close_thread)
    delete_thread = Method(of_turns.delete_thread)
    turns = Method(of_turns.turns)
    ask = Method(of_turns.ask)
    prompt = Method(of_turns.prompt)
    turn = Method(of_turns.turn)
    stop = Method(of_turns.stop)
    again = Method(of_turns.again)
    decide = Method(of_turns.decide)
    trial = Method(of_turns.trial)
    rate = Method(of_turns.rate)
    ratings = Method(of_turns.ratings)
    models = Method(of_turns.models)
    tools = Method(of_turns.tools)
    references = Method(of_turns.references)
    threads = Method(of_turns.threads)
    thread = Method(of_turns.thread)
    export_thread = Method(of_turns.export_thread)
    export_turn = Method(of_turns.export_turn)


class Calls:
    """All of them, by feature."""

    def __init__(self, client: Waiting) -> None:
        self.audit = AuditCalls(client)
        self.claims = ClaimsCalls(client)
        self.comparison = ComparisonCalls(client)
        self.contradictions = ContradictionsCalls(client)
        self.cost = CostCalls(client)
        self.edits = EditsCalls(client)
        self.entries = EntriesCalls(client)
        self.exceptions = ExceptionsCalls(client)
        self.exchange = ExchangeCalls(client)
        self.findings = FindingsCalls(client)
        self.freshness = FreshnessCalls(client)
        self.handoff = HandoffCalls(client)
        self.instructions = InstructionsCalls(client)
        self.meeting = MeetingCalls(client)
        self.messages = MessagesCalls(client)
        self.nearby = NearbyCalls(client)
        self.precedents = PrecedentsCalls(client)
        self.relevance = RelevanceCalls(client)
        self.review = ReviewCalls(client)
        self.search = SearchCalls(client)
        self.server = ServerCalls(client)
        self.skills = SkillsCalls(client)
        self.sprint = SprintCalls(client)
        self.suggestions = SuggestionsCalls(client)
        self.summaries = SummariesCalls(client)
        self.team = TeamCalls(client)
        self.turns = TurnsCalls(client)
