/** Tools of the AI, as people read of them. Pure. */

import type { CallView } from '../../api/wire/types';
import { isRecord } from '../../api/guards';
import { trans } from '../../core/trans';
import { excerpt } from '../../ui/format';

/** Characters of what was asked for that a folded card shows. */
const SHORT = 60;

/** What a tool does, in words; the name of one that a package brought. */
export function nameOfTool(tool: string): string {
  switch (tool) {
    case 'search_context':
      return trans.__('Searched the context');
    case 'read_entry':
      return trans.__('Read an entry');
    case 'who_is_working_on':
      return trans.__('Looked who works on it');
    case 'read_code':
      return trans.__('Read a file');
    case 'search_code':
      return trans.__('Searched the files');
    case 'read_notebook':
      return trans.__('Read a notebook');
    case 'describe_data':
      return trans.__('Looked at data');
    case 'propose_entry':
      return trans.__('Entry for the context');
    case 'propose_cells':
      return trans.__('Changes of cells');
    case 'ask_team':
      return trans.__('Question to the team');
    case 'announce':
      return trans.__('Announcement');
    case 'use_skill':
      return trans.__('Took up a skill');
    case 'read_skill_file':
      return trans.__('Read a file of a skill');
    case 'see_pictures':
      return trans.__('Look at pictures in cells');
    case 'run_in_sandbox':
      return trans.__('Code in the sandbox');
    default:
      return tool;
  }
}

/** What a tool is for, in words; the name of one that a package brought. */
export function taskOfTool(tool: string): string {
  switch (tool) {
    case 'search_context':
      return trans.__('Search the context');
    case 'list_context':
      return trans.__('List the context');
    case 'read_entry':
      return trans.__('Read entries');
    case 'who_is_working_on':
      return trans.__('Look who works on what');
    case 'read_code':
      return trans.__('Read files');
    case 'search_code':
      return trans.__('Search files');
    case 'read_notebook':
      return trans.__('Read notebooks');
    case 'describe_data':
      return trans.__('Look at data');
    case 'propose_entry':
      return trans.__('Add entries');
    case 'propose_cells':
      return trans.__('Change cells');
    case 'ask_team':
      return trans.__('Ask the team');
    case 'announce':
      return trans.__('Announce');
    case 'use_skill':
      return trans.__('Take up skills');
    case 'read_skill_file':
      return trans.__('Read files of skills');
    case 'run_in_sandbox':
      return trans.__('Run code in the sandbox');
    default:
      return tool;
  }
}

/** What a field of an input is called; its own name where a package brought the tool. */
export function nameOfField(field: string): string {
  switch (field) {
    case 'area':
      return trans.__('Area');
    case 'changes':
      return trans.__('Changes');
    case 'body':
    case 'text':
      return trans.__('Text');
    case 'code':
      return trans.__('Code');
    case 'entry':
      return trans.__('Entry');
    case 'files':
      return trans.__('Files beside it');
    case 'first_line':
      return trans.__('From line');
    case 'kind':
      return trans.__('Kind');
    case 'name':
    case 'skill':
      return trans.__('Skill');
    case 'path':
      return trans.__('File');
    case 'query':
    case 'subject':
      return trans.__('About');
    case 'title':
      return trans.__('Title');
    case 'to':
      return trans.__('To');
    case 'under':
      return trans.__('Within');
    default:
      return field;
  }
}

/** One field of what was asked for; a list is written on one line. */
export interface CallField {
  readonly name: string;
  readonly value: string;
}

/** The fields of an input; the text itself, without a name, where it is no object in JSON. */
export function fieldsOf(input: string): CallField[] {
  const value = parsed(input);
  if (!isRecord(value)) {
    return input.trim() === '' ? [] : [{ name: '', value: input }];
  }
  return Object.entries(value).flatMap(([name, one]) =>
    one === null || one === '' || (Array.isArray(one) && one.length === 0)
      ? []
      : [{ name, value: written(one) }]
  );
}

/** The gist of what was asked for, on one line. */
export function calledWith(call: CallView): string {
  const values = fieldsOf(call.input).map(field => field.value);
  return excerpt(values.join(' · '), SHORT);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function written(value: unknown): string {
  if (Array.isArray(value)) {
    return value.every(isRecord)
      ? trans._n('%1 change', '%1 changes', value.length)
      : value.map(written).join(', ');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
