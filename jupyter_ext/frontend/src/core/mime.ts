/** MIME types of the outputs that are drawn live. */

export const MIME_TYPE = 'application/vnd.commonground.turn+json';

export const BOARD_MIME_TYPE = 'application/vnd.commonground.board+json';
