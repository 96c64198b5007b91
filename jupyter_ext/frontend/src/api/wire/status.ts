/** The state of the server: its version, its model, its store and its limits. */

import { asNumber, asText, asTextOrNull, isRecord } from '../guards';
import type { Member } from './member';
import { parseMember } from './member';

/** Whether a part of the server is well, and what to say if it is not. */
export interface Health {
  readonly ok: boolean;
  readonly message: string | null;
}

/** The model that answers. */
export interface ModelInfo {
  readonly name: string;
  readonly label: string;
  readonly demo: boolean;
  readonly available: boolean;
  readonly problem: string | null;
}

/** The answer of `GET status`. */
export interface ServerStatus {
  readonly version: string;
  readonly user: Member;
  readonly model: ModelInfo;
  readonly collaboration: Health;
  readonly store: Health;
  readonly limits: {
    readonly title: number;
    readonly body: number;
    readonly question: number;
  };
}

export function parseHealth(value: unknown): Health {
  if (!isRecord(value)) {
    return { ok: true, message: null };
  }
  return { ok: value['ok'] !== false, message: asTextOrNull(value['message']) };
}

export function parseStatus(value: unknown): ServerStatus | null {
  if (!isRecord(value)) {
    return null;
  }
  const user = parseMember(value['user']);
  if (user === null) {
    return null;
  }
  const model = isRecord(value['model']) ? value['model'] : {};
  const limits = isRecord(value['limits']) ? value['limits'] : {};
  return {
    version: asText(value['version']),
    user,
    model: {
      name: asText(model['name']),
      label: asText(model['label']) || asText(model['name']),
      demo: model['demo'] === true,
      available: model['available'] !== false,
      problem: asTextOrNull(model['problem'])
    },
    collaboration: parseHealth(value['collaboration']),
    store: parseHealth(value['store']),
    limits: {
      title: asNumber(limits['title'], 200),
      body: asNumber(limits['body'], 20_000),
      question: asNumber(limits['question'], 50_000)
    }
  };
}
