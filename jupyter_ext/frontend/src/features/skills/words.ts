/** Skills as people read of them. Pure. */

import type { WholeSkillView } from '../../api/wire/types';
import { trans } from '../../core/trans';

export type Skill = WholeSkillView;

/** Where a skill comes from. */
export function sourceOf(skill: Skill): string {
  switch (skill.source) {
    case 'team':
      return trans.__('an entry of the team');
    case 'repository':
      return trans.__('this folder: %1', skill.where);
    case 'home':
      return trans.__('the home of the server’s account: %1', skill.where);
    case 'package':
      return trans.__('a package on the server: %1', skill.where);
    case 'shipped':
      return trans.__('Common Ground itself');
  }
}

/** What a skill gets of the team. */
export function nameOfNeed(need: Skill['needs'][number]): string {
  switch (need) {
    case 'team-awareness':
      return trans.__('sees the work in progress, and suggests nothing that collides');
    case 'context-contribution':
      return trans.__('proposes entries of what it finds');
    case 'coordination':
      return trans.__('says who works on related code, and proposes questions to them');
  }
}

/** Tools that only read, and those that propose what a person then allows. */
export function toolsOf(skill: Skill): { reads: string[]; proposes: string[] } {
  const shown = skill.tools.filter(tool => !OWN.has(tool));
  return {
    reads: shown.filter(tool => !PROPOSING.has(tool)).map(ableTo),
    proposes: shown.filter(tool => PROPOSING.has(tool)).map(ableTo)
  };
}

/** What a tool lets the AI do; the name of one that a package brought. */
function ableTo(tool: string): string {
  switch (tool) {
    case 'search_context':
      return trans.__('search the context');
    case 'read_entry':
      return trans.__('read entries');
    case 'who_is_working_on':
      return trans.__('see who works on what');
    case 'read_code':
      return trans.__('read files');
    case 'search_code':
      return trans.__('search files');
    case 'read_notebook':
      return trans.__('read notebooks');
    case 'describe_data':
      return trans.__('see the columns of data');
    case 'propose_entry':
      return trans.__('entries for the context');
    case 'ask_team':
      return trans.__('questions to the team');
    case 'announce':
      return trans.__('announcements');
    case 'propose_cells':
      return trans.__('changes of cells');
    case 'run_in_sandbox':
      return trans.__('code to run in the sandbox');
    default:
      return tool;
  }
}

/** Tools by which it is read itself. */
const OWN = new Set(['use_skill', 'read_skill_file']);
const PROPOSING = new Set([
  'announce',
  'ask_team',
  'propose_cells',
  'propose_entry',
  'run_in_sandbox'
]);
