"""All calls as methods to await.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from ..call import AwaitedCalls, AwaitedMethod, Awaiting
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


class AsyncAuditCalls(AwaitedCalls):
    """Of ``audit``."""

    redactions = AwaitedMethod(of_audit.redactions)
    rescues = AwaitedMethod(of_audit.rescues)


class AsyncClaimsCalls(AwaitedCalls):
    """Of ``claims``."""

    declare_focus = AwaitedMethod(of_claims.declare_focus)
    lease_paths = AwaitedMethod(of_claims.lease_paths)
    release_lease = AwaitedMethod(of_claims.release_lease)
    snooze_overlap = AwaitedMethod(of_claims.snooze_overlap)
    work = AwaitedMethod(of_claims.work)
    notices = AwaitedMethod(of_claims.notices)
    report = AwaitedMethod(of_claims.report)
    drop = AwaitedMethod(of_claims.drop)
    check = AwaitedMethod(of_claims.check)


class AsyncComparisonCalls(AwaitedCalls):
    """Of ``comparison``."""

    compare_option = AwaitedMethod(of_comparison.compare_option)
    compare_score = AwaitedMethod(of_comparison.compare_score)
    compare_argue = AwaitedMethod(of_comparison.compare_argue)
    compare_phase = AwaitedMethod(of_comparison.compare_phase)
    compare_reveal = AwaitedMethod(of_comparison.compare_reveal)
    comparisons = AwaitedMethod(of_comparison.comparisons)
    begin = AwaitedMethod(of_comparison.begin)
    comparison = AwaitedMethod(of_comparison.comparison)
    act = AwaitedMethod(of_comparison.act)
    record = AwaitedMethod(of_comparison.record)
    prototype = AwaitedMethod(of_comparison.prototype)
    difference = AwaitedMethod(of_comparison.difference)
    table = AwaitedMethod(of_comparison.table)
    page = AwaitedMethod(of_comparison.page)


class AsyncContradictionsCalls(AwaitedCalls):
    """Of ``contradictions``."""

    resolve = AwaitedMethod(of_contradictions.resolve)
    dismiss = AwaitedMethod(of_contradictions.dismiss)
    relate = AwaitedMethod(of_contradictions.relate)
    previewed = AwaitedMethod(of_contradictions.previewed)
    near = AwaitedMethod(of_contradictions.near)


class AsyncCostCalls(AwaitedCalls):
    """Of ``cost``."""

    cost = AwaitedMethod(of_cost.cost)


class AsyncEditsCalls(AwaitedCalls):
    """Of ``edits``."""

    edits = AwaitedMethod(of_edits.edits)
    decide_edit = AwaitedMethod(of_edits.decide_edit)
    undo_edits = AwaitedMethod(of_edits.undo_edits)


class AsyncEntriesCalls(AwaitedCalls):
    """Of ``entries``."""

    add = AwaitedMethod(of_entries.add)
    edit = AwaitedMethod(of_entries.edit)
    share = AwaitedMethod(of_entries.share)
    retire = AwaitedMethod(of_entries.retire)
    revert = AwaitedMethod(of_entries.revert)
    entries = AwaitedMethod(of_entries.entries)
    history = AwaitedMethod(of_entries.history)


class AsyncExceptionsCalls(AwaitedCalls):
    """Of ``exceptions``."""

    exceptions = AwaitedMethod(of_exceptions.exceptions)


class AsyncExchangeCalls(AwaitedCalls):
    """Of ``exchange``."""

    take_in = AwaitedMethod(of_exchange.take_in)


class AsyncFindingsCalls(AwaitedCalls):
    """Of ``findings``."""

    findings = AwaitedMethod(of_findings.findings)
    picture = AwaitedMethod(of_findings.picture)
    check = AwaitedMethod(of_findings.check)
    page = AwaitedMethod(of_findings.page)
    notebook = AwaitedMethod(of_findings.notebook)


class AsyncFreshnessCalls(AwaitedCalls):
    """Of ``freshness``."""

    anchor = AwaitedMethod(of_freshness.anchor)
    unanchor = AwaitedMethod(of_freshness.unanchor)
    reanchor = AwaitedMethod(of_freshness.reanchor)
    still_holds = AwaitedMethod(of_freshness.still_holds)
    opened = AwaitedMethod(of_freshness.opened)
    freshness = AwaitedMethod(of_freshness.freshness)


class AsyncHandoffCalls(AwaitedCalls):
    """Of ``handoff``."""

    acknowledge_handoff = AwaitedMethod(of_handoff.acknowledge_handoff)
    handoff = AwaitedMethod(of_handoff.handoff)
    acknowledge = AwaitedMethod(of_handoff.acknowledge)
    page = AwaitedMethod(of_handoff.page)


class AsyncInstructionsCalls(AwaitedCalls):
    """Of ``instructions``."""

    propose = AwaitedMethod(of_instructions.propose)
    instructions = AwaitedMethod(of_instructions.instructions)


class AsyncMeetingCalls(AwaitedCalls):
    """Of ``meeting``."""

    meeting = AwaitedMethod(of_meeting.meeting)
    present = AwaitedMethod(of_meeting.present)


class AsyncMessagesCalls(AwaitedCalls):
    """Of ``messages``."""

    announce = AwaitedMethod(of_messages.announce)
    query = AwaitedMethod(of_messages.query)
    query_sides = AwaitedMethod(of_messages.query_sides)
    handoff = AwaitedMethod(of_messages.handoff)
    reply = AwaitedMethod(of_messages.reply)
    answer = AwaitedMethod(of_messages.answer)
    take_over = AwaitedMethod(of_messages.take_over)
    acknowledge = AwaitedMethod(of_messages.acknowledge)
    withdraw = AwaitedMethod(of_messages.withdraw)
    inbox = AwaitedMethod(of_messages.inbox)
    message = AwaitedMethod(of_messages.message)
    going_on = AwaitedMethod(of_messages.going_on)


class AsyncNearbyCalls(AwaitedCalls):
    """Of ``nearby``."""

    nearby = AwaitedMethod(of_nearby.nearby)


class AsyncPrecedentsCalls(AwaitedCalls):
    """Of ``precedents``."""

    asked_before = AwaitedMethod(of_precedents.asked_before)


class AsyncRelevanceCalls(AwaitedCalls):
    """Of ``relevance``."""

    relevant = AwaitedMethod(of_relevance.relevant)


class AsyncReviewCalls(AwaitedCalls):
    """Of ``review``."""

    accept = AwaitedMethod(of_review.accept)
    reject = AwaitedMethod(of_review.reject)
    merge = AwaitedMethod(of_review.merge)
    review = AwaitedMethod(of_review.review)


class AsyncSearchCalls(AwaitedCalls):
    """Of ``search``."""

    find = AwaitedMethod(of_search.find)


class AsyncServerCalls(AwaitedCalls):
    """Of ``server``."""

    status = AwaitedMethod(of_server.status)
    verbs = AwaitedMethod(of_server.verbs)
    names = AwaitedMethod(of_server.names)
    jobs = AwaitedMethod(of_server.jobs)
    cancel = AwaitedMethod(of_server.cancel)


class AsyncSkillsCalls(AwaitedCalls):
    """Of ``skills``."""

    skills = AwaitedMethod(of_skills.skills)
    skill = AwaitedMethod(of_skills.skill)


class AsyncSprintCalls(AwaitedCalls):
    """Of ``sprint``."""

    sprint_new = AwaitedMethod(of_sprint.sprint_new)
    sprint_about = AwaitedMethod(of_sprint.sprint_about)
    sprint_import = AwaitedMethod(of_sprint.sprint_import)
    sprint_add = AwaitedMethod(of_sprint.sprint_add)
    sprint_edit = AwaitedMethod(of_sprint.sprint_edit)
    sprint_move = AwaitedMethod(of_sprint.sprint_move)
    sprint_capacity = AwaitedMethod(of_sprint.sprint_capacity)
    sprint_note = AwaitedMethod(of_sprint.sprint_note)
    sprint_reveal = AwaitedMethod(of_sprint.sprint_reveal)
    sprint_action = AwaitedMethod(of_sprint.sprint_action)
    sprint_end = AwaitedMethod(of_sprint.sprint_end)
    sprint_comment = AwaitedMethod(of_sprint.sprint_comment)
    sprint_unit = AwaitedMethod(of_sprint.sprint_unit)
    sprint_limit = AwaitedMethod(of_sprint.sprint_limit)
    poker_open = AwaitedMethod(of_sprint.poker_open)
    poker_estimate = AwaitedMethod(of_sprint.poker_estimate)
    poker_reveal = AwaitedMethod(of_sprint.poker_reveal)
    poker_close = AwaitedMethod(of_sprint.poker_close)
    sprint = AwaitedMethod(of_sprint.sprint)
    checks = AwaitedMethod(of_sprint.checks)
    burndown = AwaitedMethod(of_sprint.burndown)
    review = AwaitedMethod(of_sprint.review)
    export = AwaitedMethod(of_sprint.export)
    whole = AwaitedMethod(of_sprint.whole)
    page = AwaitedMethod(of_sprint.page)


class AsyncSuggestionsCalls(AwaitedCalls):
    """Of ``suggestions``."""

    accept_suggestion = AwaitedMethod(of_suggestions.accept_suggestion)
    decide_suggestion = AwaitedMethod(of_suggestions.decide_suggestion)
    suggestions = AwaitedMethod(of_suggestions.suggestions)
    sweep = AwaitedMethod(of_suggestions.sweep)


class AsyncSummariesCalls(AwaitedCalls):
    """Of ``summaries``."""

    propose_summary = AwaitedMethod(of_summaries.propose_summary)
    undo_summary = AwaitedMethod(of_summaries.undo_summary)
    summaries = AwaitedMethod(of_summaries.summaries)
    look = AwaitedMethod(of_summaries.look)
    draft = AwaitedMethod(of_summaries.draft)


class AsyncTeamCalls(AwaitedCalls):
    """Of ``team``."""

    set = AwaitedMethod(of_team.set)
    members = AwaitedMethod(of_team.members)
    people = AwaitedMethod(of_team.people)
    suggested_areas = AwaitedMethod(of_team.suggested_areas)


class AsyncTurnsCalls(AwaitedCalls):
    """Of ``turns``."""

    open_thread = AwaitedMethod(of_turns.open_thread)
    say = AwaitedMethod(of_turns.say)
    constrain = AwaitedMethod(of_turns.constrain)
    lift = AwaitedMethod(of_turns.lift)
    join = AwaitedMethod(of_turns.join)
    bring = AwaitedMethod(of_turns.bring)
    rename_thread = AwaitedMethod(of_turns.rename_thread)
    close_thread = AwaitedMethod(of_turns.close_thread)
    delete_thread = AwaitedMethod(of_turns.delete_thread)
    turns = AwaitedMethod(of_turns.turns)
    ask = AwaitedMethod(of_turns.ask)
    prompt = AwaitedMethod(of_turns.prompt)
    turn = AwaitedMethod(of_turns.turn)
    stop = AwaitedMethod(of_turns.stop)
    again = AwaitedMethod(of_turns.again)
    decide = AwaitedMethod(of_turns.decide)
    trial = AwaitedMethod(of_turns.trial)
    rate = AwaitedMethod(of_turns.rate)
    ratings = AwaitedMethod(of_turns.ratings)
    models = AwaitedMethod(of_turns.models)
    tools = AwaitedMethod(of_turns.tools)
    references = AwaitedMethod(of_turns.references)
    threads = AwaitedMethod(of_turns.threads)
    thread = AwaitedMethod(of_turns.thread)
    export_thread = AwaitedMethod(of_turns.export_thread)
    export_turn = AwaitedMethod(of_turns.export_turn)


class AsyncCalls:
    """All of them, by feature."""

    def __init__(self, client: Awaiting) -> None:
        self.audit = AsyncAuditCalls(client)
        self.claims = AsyncClaimsCalls(client)
        self.comparison = AsyncComparisonCalls(client)
        self.contradictions = AsyncContradictionsCalls(client)
        self.cost = AsyncCostCalls(client)
        self.edits = AsyncEditsCalls(client)
        self.entries = AsyncEntriesCalls(client)
        self.exceptions = AsyncExceptionsCalls(client)
        self.exchange = AsyncExchangeCalls(client)
        self.findings = AsyncFindingsCalls(client)
        self.freshness = AsyncFreshnessCalls(client)
        self.handoff = AsyncHandoffCalls(client)
        self.instructions = AsyncInstructionsCalls(client)
        self.meeting = AsyncMeetingCalls(client)
        self.messages = AsyncMessagesCalls(client)
        self.nearby = AsyncNearbyCalls(client)
        self.precedents = AsyncPrecedentsCalls(client)
        self.relevance = AsyncRelevanceCalls(client)
        self.review = AsyncReviewCalls(client)
        self.search = AsyncSearchCalls(client)
        self.server = AsyncServerCalls(client)
        self.skills = AsyncSkillsCalls(client)
        self.sprint = AsyncSprintCalls(client)
        self.suggestions = AsyncSuggestionsCalls(client)
        self.summaries = AsyncSummariesCalls(client)
        self.team = AsyncTeamCalls(client)
        self.turns = AsyncTurnsCalls(client)
