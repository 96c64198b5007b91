/** MIME types of the outputs that are drawn live. */

import { CONSTANTS } from '../api/wire/constants';

export const MIME_TYPE = CONSTANTS.mime.turn;

export const SKILL_MIME_TYPE = 'application/vnd.commonground.skill+json';

export const BOARD_MIME_TYPE = 'application/vnd.commonground.board+json';
