/** Small faces where somebody else is at work: on the cells of a notebook, and in the file browser. */

import type { Person } from '../../api/wire/member';
import { colorOf } from '../../ui/controls';
import { atWork } from './words';

const OF_CELL = 'cg-cell-at-work';
const OF_FILE = 'cg-file-at-work';
type Who = ReadonlyMap<string, readonly string[]>;
type PersonOf = (username: string) => Person;

/** Show who is at work in each of the cells; `cells` are their nodes by their ids. */
export function markCells(
  cells: Iterable<readonly [string, HTMLElement]>,
  who: Who,
  person: PersonOf
): void {
  for (const [id, node] of cells) {
    mark(node, OF_CELL, who.get(id) ?? [], person);
  }
}

/** Show who changes each of the files of a folder that is listed below `list`. */
export function markFiles(
  list: HTMLElement,
  folder: string,
  who: (path: string) => readonly string[],
  person: PersonOf
): void {
  for (const item of list.querySelectorAll<HTMLElement>('.jp-DirListing-item')) {
    const name = item.querySelector('.jp-DirListing-itemText')?.textContent ?? '';
    const path = folder === '' ? name : `${folder}/${name}`;
    mark(item, OF_FILE, name === '' ? [] : who(path), person);
  }
}

function mark(
  node: HTMLElement,
  className: string,
  names: readonly string[],
  person: PersonOf
): void {
  const known = node.querySelector<HTMLElement>(`:scope > .${className}`);
  const wanted = names.join(' ');
  if ((known?.dataset['who'] ?? '') === wanted) {
    return;
  }
  known?.remove();
  if (names.length > 0) {
    const badge = drawn(className, names.map(person), wanted);
    node.insertBefore(
      badge,
      node.querySelector(':scope > .jp-DirListing-itemModified')
    );
  }
}

function drawn(
  className: string,
  people: readonly Person[],
  wanted: string
): HTMLElement {
  const badge = document.createElement('span');
  const said = atWork(people.map(one => one.display_name));
  badge.className = className;
  badge.dataset['who'] = wanted;
  badge.dataset['testid'] = className;
  badge.setAttribute('role', 'img');
  badge.setAttribute('aria-label', said);
  badge.title = said;
  for (const one of people.slice(0, 3)) {
    const face = document.createElement('span');
    face.className = 'cg-avatar';
    face.textContent = one.initials;
    face.style.setProperty('--cg-face', colorOf(one));
    badge.append(face);
  }
  return badge;
}
