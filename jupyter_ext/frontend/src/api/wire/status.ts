/** The state of the server: its version, its model, its store and its limits. */

import type { HealthView, ModelView, StatusAnswer } from './types';

export type Health = HealthView;
export type ModelInfo = ModelView;
export type ServerStatus = StatusAnswer;
