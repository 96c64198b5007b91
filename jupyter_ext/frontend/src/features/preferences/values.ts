/** How a member wants to be answered, as it is set and as it is told. Pure. */

import { asTextOrNull, isRecord } from '../../api/guards';
import { CONSTANTS } from '../../api/wire/constants';
import { trans } from '../../core/trans';

/** The name of the setting. */
export const PREFERENCES = 'preferences';
/** Characters of a language's name. */
export const MAX_LANGUAGE = 40;

/** Empty texts: whatever is usual. */
export interface Preferences {
  readonly language: string;
  readonly style: string;
  readonly detail: string;
  readonly area: string;
  readonly asks: string;
}

export const NONE: Preferences = {
  language: '',
  style: '',
  detail: '',
  area: '',
  asks: 'all'
};

/** What the setting in the member's own room holds. */
export function preferencesIn(value: unknown): Preferences {
  if (!isRecord(value)) {
    return NONE;
  }
  const of = (name: keyof Preferences): string => asTextOrNull(value[name]) ?? '';
  return {
    language: of('language'),
    style: of('style'),
    detail: of('detail'),
    area: of('area'),
    asks: value['asks'] === 'private' ? 'private' : 'all'
  };
}

/** The value of the setting; null where nothing is preferred. */
export function valueOf(preferences: Preferences): object | null {
  const { language, style, detail, area, asks } = preferences;
  const given = { language: language.trim(), style, detail, area };
  const named = Object.entries(given).map(([name, text]) => [name, text || null]);
  return named.every(([, text]) => text === null)
    ? null
    : { ...Object.fromEntries(named), asks };
}

/** Whether it can be a language's name. */
export function isLanguage(text: string): boolean {
  const name = text.trim();
  return (
    name.length <= MAX_LANGUAGE &&
    /^[\p{L} ()-]*$/u.test(name) &&
    (name === '' || /\p{L}/u.test(name)) &&
    name.split(/\s+/).length <= 4
  );
}

export function styles(): [string, string][] {
  return [['', usual()], ...CONSTANTS.styles.map(one => pair(one, styleName(one)))];
}

export function details(): [string, string][] {
  return [['', usual()], ...CONSTANTS.details.map(one => pair(one, detailName(one)))];
}

function pair(value: string, name: string): [string, string] {
  return [value, name];
}

function usual(): string {
  return trans.__('as usual');
}

function styleName(style: (typeof CONSTANTS.styles)[number]): string {
  switch (style) {
    case 'plain':
      return trans.__('plain');
    case 'formal':
      return trans.__('formal');
    case 'friendly':
      return trans.__('friendly');
    case 'teaching':
      return trans.__('teaching: says why, too');
  }
}

function detailName(detail: (typeof CONSTANTS.details)[number]): string {
  switch (detail) {
    case 'brief':
      return trans.__('brief');
    case 'balanced':
      return trans.__('balanced');
    case 'thorough':
      return trans.__('thorough');
  }
}
