"""Which column of the board a status of a tracker means, in the languages that trackers speak.

Pure: words in, a column out. Done, dropped, under way and to do are four things; a status that
none of its file, its team and these words explain keeps a column of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from .model import DONE, DROPPED, OUT

MAX_STATUS = 40
"""Characters of a status that names a column of its own."""
NOT_ASKED: Mapping[str, str] = {}

_WORDS: Mapping[str, str] = {
    "todo": """
        to be done; unscheduled; unconfirmed; confirmed; acknowledged; dev ready; refined; groomed;
        estimated; inbox; aberto; a iniciar; nao iniciado; no iniciado; pas commence;
        tareas por hacer;
        todo; to do; open; opened; new; backlog; icebox; triage; unstarted; not started; reopened;
        planned; selected for development; ready; ready for development; ready for dev; proposed;
        approved; pending; next; next up; up next; this sprint; sprint backlog; product backlog;
        aufgaben; zu erledigen; offen; neu; geplant; bereit; wieder offen; wiedereroffnet;
        a faire; nouveau; ouvert; ouverte; por hacer; pendiente; nuevo; nueva; abierto; abierta;
        a fazer; pendente; tarefas pendentes; itens pendentes; novo; aberto; aberta; da fare;
        da completare; nuovo; aperto; aperta; te doen; openstaand; nieuw; att gora; ny;
        ny oppgave; ej paborjad; a gjore; gjenstar; skal gjores; opgaver; at gore; tehtava; avoin;
        uusi; do zrobienia; nowy; nowe; otwarte; k provedeni; ukoly; novy; nove; otevreno;
        na vykonanie; teendo; teendok; uj; nyitott; de facut; de efectuat; yapilacaklar;
        yapilacak; acik; к выполнению; сделать; надо сделать; открыто; открыт; открыта; новый;
        новая; новое; бэклог; до виконання; зробити; відкрито; новии; за изпълнение;
        προς υλοποιηση; 作業前; 未対応; 未着手; 新規; 待办; 待办事项; 待处理; 新建; 未开始; 待辦;
        待辦事項; 待處理; 해야 할 일; 할 일; 열림; 신규; can lam; viec can lam; לביצוע; للتنفيذ;
        قيد الانتظار""",
    "doing": """
        assigned; coding; building; in implementation; doing; in progress; started; active; wip;
        in development; in dev; development; committed;
        work in progress; ongoing; under way; underway; working on it; implementing;
        indeterminate; in arbeit; in bearbeitung; wird bearbeitet; begonnen; in umsetzung; aktiv;
        en cours; en cours de traitement; en curso; en progreso; em andamento; em progresso;
        em curso; fazendo; in corso; in lavorazione; in uitvoering; wordt uitgevoerd; bezig;
        mee bezig; pagaende; pagar; under arbete; under arbeid; i gang; igang; i arbeid;
        kaynnissa; tyon alla; kesken; w toku; w trakcie; w realizacji; probiha; v prubehu;
        rozpracovano; prebieha; folyamatban; in desfasurare; in lucru; devam ediyor; yapiliyor;
        в работе; в процессе; выполняется; делается; в роботі; виконується; в процесс; σε εξελιξη;
        進行中; 作業中; 対応中; 处理中; 正在进行; 进行中; 開發中; 處理中; 正在處理; 진행 중;
        진행중; dang thuc hien; dang lam; בתהליך; בביצוע; قيد التنفيذ; قيد التقدم""",
    "review": """
        review; in review; code review; in code review; peer review; under review; reviewing;
        ready for review; awaiting review; needs review; waiting for review; pr review; in pr;
        im review; in prufung; en revue; en revision; en revisao; em revisao; in revisione;
        w recenzji; на проверке; на ревью; на рецензії; レビュー中; 评审中; 审核中; 審查中;
        검토 중""",
    DONE: """
        fix released; fix committed; live; in prod; released to production;
        deployed to production; verified; abgenommen;
        done; closed; resolved; finished; complete; completed; merged; shipped; released;
        deployed; delivered; in production; fixed; solved; fertig; erledigt; abgeschlossen;
        geschlossen; gelost; behoben; fertiggestellt; termine; terminee; termines; terminees;
        fini; finie; resolu; resolue; ferme; fermee; clos; listo; lista; hecho; hecha; finalizado;
        finalizada; terminado; terminada; completado; completada; cerrado; cerrada; resuelto;
        resuelta; concluido; concluida; itens concluidos; feito; feita; pronto; fechado; fechada;
        resolvido; resolvida; completato; completata; completati; fatto; chiuso; chiusa; risolto;
        risolta; gereed; klaar; voltooid; gesloten; afgerond; opgelost; klar; klart; fardig;
        fardigt; slutford; stangd; ferdig; fullfort; lukket; lost; faerdig; udfort; afsluttet;
        valmis; suljettu; ratkaistu; gotowe; gotowy; zrobione; zakonczone; ukonczone; zamkniete;
        rozwiazane; hotovo; dokonceno; uzavreno; vyreseno; vyriesene; uzavrete; kesz; lezart;
        lezarva; megoldva; finalizat; gata; inchis; rezolvat; tamamlandi; tamam; bitti; kapali;
        cozuldu; готово; выполнено; выполнен; выполнена; завершено; завершен; завершена; закрыто;
        закрыт; закрыта; решено; решен; решена; сделано; исправлено; виконано; закрито; вирішено;
        ολοκληρωθηκε; ολοκληρωμενο; ετοιμο; 完了; 完了済み; 終了; クローズ; 解決済み; 完成;
        已完成; 已关闭; 已解决; 已發布; 已關閉; 已結束; 已结束; 완료; 완료됨; 종료; 해결됨;
        hoan thanh; da xong; da hoan thanh; הושלם; בוצע; סגור; تم; منجز; مكتمل""",
    DROPPED: """
        nicht geplant; wird nicht bearbeitet; ne sera pas traite; ne sera pas corrige; nao fazer;
        non riproducibile; не воспроизводится; 修正しない; 不会修复; 无法重现;
        wont do; will not do; wont fix; will not fix; wontfix; wontdo; cancelled; canceled;
        duplicate; duplicated; not planned; notplanned; removed; abandoned; obsolete; declined;
        rejected; invalid; dropped; discarded; not doing; not a bug; not an issue;
        works as designed; as designed; by design; cannot reproduce; cant reproduce;
        not reproducible; unable to reproduce; works for me; worksforme; withdrawn; trash;
        void; spam; expired; closed duplicate; closed wont fix;
        killed; out of scope; known error; not needed; no longer needed; archived; wont implement;
        superseded; no action; no longer relevant; deleted; closed as duplicate; abgebrochen;
        verworfen; abgelehnt; storniert; wird nicht erledigt; wird nicht gemacht; duplikat;
        nicht zu erledigen; wird nicht behoben; entfallt; hinfallig; ungultig; annule; annulee;
        abandonne; abandonnee; rejete; rejetee; refuse; refusee; ne sera pas fait; ne pas faire;
        doublon; sans suite; cancelado; cancelada; rechazado; rechazada; descartado; descartada;
        no se hara; no se realizara; duplicado; duplicada; abandonado; rejeitado; rejeitada;
        nao sera feito; annullato; annullata; rifiutato; scartato; duplicato; non verra fatto;
        geannuleerd; vervallen; afgewezen; duplicaat; dubbel; wordt niet gedaan; avbruten;
        avslagen; installd; dubblett; avbrutt; avvist; annulleret; afvist; peruttu; peruutettu;
        hylatty; anulowane; anulowany; anulowano; odrzucone; odrzucony; duplikat;
        nie bedzie robione; zruseno; zamitnuto; duplicita; zrusene; zamietnute; torolve; elvetve;
        visszavonva; anulat; respins; iptal; iptal edildi; reddedildi; yapilmayacak; отменено;
        отменен; отменена; отклонено; отклонен; отклонена; не будет выполнено; не делать;
        дубликат; не будет исправлено; не планируется; скасовано; відхилено; дублікат; ακυρωθηκε;
        ακυρωμενο; 却下; 中止; キャンセル; 取り下げ; 重複; 対応しない; 実施しない; 已取消; 取消;
        已拒绝; 重复; 不做; 不予处理; 已拒絕; 重複問題; 취소; 취소됨; 거절됨; 중복; huy; da huy;
        בוטל; ملغى; ملغي""",
    OUT: "out; taken out",
}  # fmt: skip
"""What trackers and teams call a column, without accents, case and punctuation."""


_GENDER = re.compile(r"(?<=[^\W\d_])(?:\((?:es|as|os|e|a|s)\)|[/·•.-](?:es|as|os|e|a)(?![^\W_]))")
"""What French, Spanish and Portuguese add for both genders: ``Terminé(e)``, ``Cerrado/a``."""


@lru_cache(maxsize=4096)
def plain_status(text: str) -> str:
    """A status without accents, case, punctuation, emoji and what joins its words."""
    one = _GENDER.sub("", text.replace("ı", "i").casefold())
    apart = unicodedata.normalize("NFKD", one)
    letters = [
        c if c.isalnum() else "" if unicodedata.category(c) == "Mn" or c in "'’`´‘" else " "
        for c in apart
    ]
    flat = "".join(letters).translate(_FLAT)
    return " ".join(unicodedata.normalize("NFKC", flat).split())


_FLAT = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "ß": "ss", "đ": "d"})


def _read_words() -> dict[str, str]:
    found = {}
    for column, words in _WORDS.items():
        for word in words.split(";"):
            found[plain_status(word)] = column
    return found


_COLUMNS = _read_words()
_RESOLUTIONS = {**_COLUMNS, "incomplete": DROPPED}
"""The same for what ended a task: as a status, incomplete is not done yet."""
_PARTS = re.compile(r"\s+[-–—]+\s+|[():/,\[\]|]|\s+as\s+")
_PREFIX = re.compile(r"(?:workflow|status|state|stage)\s*:+|\d{1,2}\s*[.):–—-]?\s+(?=\D)", re.I)
"""What labels and numbered columns put before a status."""


@lru_cache(maxsize=4096)
def _named(status: str) -> str | None:
    """The column that a status's own words say: all of it, or its first part with the reason.

    ``Closed - Won't Do``, ``Done (released)``, ``2. In progress``, ``workflow::in dev``.
    """
    whole = _COLUMNS.get(plain_status(status))
    if whole is not None:
        return whole
    bare = _PREFIX.sub("", status.strip(), count=1)
    parts = [_COLUMNS.get(plain_status(part)) for part in _PARTS.split(bare) if plain_status(part)]
    first = parts[0] if parts else None
    return DROPPED if first == DONE and DROPPED in parts else first


def column_of(
    status: str,
    category: str = "",
    resolution: str = "",
    remembered: Mapping[str, str] = NOT_ASKED,
) -> str:
    """The board's column for a status; one of its own where nothing says what it means.

    What the team said of it once (``remembered``, by plain status) goes before all. Then the
    tracker's ``category`` decides whether it is to do, under way or done, and else its own name;
    a ``resolution`` or a name such as "won't do" makes what is done dropped.
    """
    plain = plain_status(status)
    if plain in remembered:
        return remembered[plain]
    named = _named(status) if plain else None
    resolved = _RESOLUTIONS.get(plain_status(resolution))
    dropped = DROPPED in (named, resolved)
    stage = _stage(category)
    if stage is None:
        stage = resolved if resolved in (DONE, DROPPED) and named != DROPPED else named
        if stage is None:
            return " ".join(status.split())[:MAX_STATUS] or "todo"
    if stage == DONE:
        return DROPPED if dropped else DONE
    return "review" if stage == "doing" and named == "review" else stage


def known(status: str, category: str, remembered: Mapping[str, str]) -> bool:
    """Whether anything says what the status means."""
    plain = plain_status(status)
    return not plain or plain in remembered or bool(_named(status) or _stage(category))


def _stage(category: str) -> str | None:
    """To do, under way, done or dropped, as a tracker's category says; None where it says none."""
    found = _COLUMNS.get(plain_status(category)) if category.strip() else None
    return "doing" if found == "review" else found if found != OUT else None
