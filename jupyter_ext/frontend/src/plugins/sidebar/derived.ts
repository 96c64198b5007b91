/** What is read out of the entries for drawing; made anew only when they change. */

import type { IContextModel } from '../tokens';
import type { Loadable } from '../../api/problem';
import type { Dispute } from '../../api/wire/entry';
import type { Contradicts } from '../../core/contradiction';
import { contradictionsOf } from '../../core/contradiction';
import type { Entry } from '../../core/entry';
import { newestHead, titlesByRevision } from '../../core/entry';
import type { Titles } from '../../core/titles';

type Contradictions = ReadonlyMap<string, readonly Contradicts[]>;

export class DerivedEntries {
  constructor(private readonly _model: IContextModel) {}

  /** Titles of everything that this member can read, by revision. */
  get titles(): Titles {
    const { team, mine } = this._model.entries;
    const sides = [team, mine].map(listOf);
    if (sides.some((side, at) => side !== this._sides[at])) {
      this._sides = sides;
      this._titles = titlesByRevision(sides.flatMap(side => side ?? []));
    }
    return this._titles;
  }

  /** Titles of the team's entries by id, for what is brought into threads. */
  get entryTitles(): ReadonlyMap<string, string> {
    const entries = listOf(this._model.entries.team) ?? [];
    return new Map(entries.map(entry => [entry.id, newestHead(entry)?.title ?? '']));
  }

  /** What contradicts what. */
  get contradictions(): Contradictions {
    return this._disputed.of(this._model.entries.team, this._model.disputes);
  }

  /** What may contradict what, or shall replace it. */
  get hints(): Contradictions {
    return this._hinted.of(this._model.entries.team, this._model.asking.hints);
  }

  private _sides: (readonly Entry[] | null)[] = [];
  private _titles: Titles = new Map();
  private readonly _disputed = new Compared();
  private readonly _hinted = new Compared();
}

/** The disputes of each entry; read again only when they or the entries change. */
class Compared {
  of(team: Loadable<readonly Entry[]>, disputes: readonly Dispute[]): Contradictions {
    const entries = listOf(team) ?? [];
    const [known, at] = this._of;
    if (disputes !== at || (entries !== known && disputes.length > 0)) {
      this._of = [entries, disputes];
      this._found = contradictionsOf(entries, disputes);
    }
    return this._found;
  }

  private _of: readonly [readonly Entry[], readonly Dispute[]] = [[], []];
  private _found: Contradictions = new Map();
}

function listOf(entries: Loadable<readonly Entry[]>): readonly Entry[] | null {
  return entries.tag === 'ready' ? entries.value : null;
}
