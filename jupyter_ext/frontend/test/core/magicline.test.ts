import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMagicLine } from '../../src/core/magicline';

test('our lines are told as the kernel tells them', () => {
  assert.ok(isMagicLine(['%cg ask @b'], 0));
  assert.ok(isMagicLine(['x = 1', '  rows = %cg turns'], 1));
  assert.ok(isMagicLine(['', '%%ai --pri'], 1));
  assert.ok(isMagicLine(['%%compare x'], 0));
});

test('other lines are not ours', () => {
  assert.ok(!isMagicLine(['x = 1', '%cg ask'], 0));
  assert.ok(!isMagicLine(['%%ai', '%cg ask @b'], 1)); // a question's text
  assert.ok(!isMagicLine(['%%bash ', '%cg ask'], 1));
  assert.ok(!isMagicLine(['%cgx y', '%%aisle '], 0));
  assert.ok(!isMagicLine([''], 0));
  assert.ok(!isMagicLine([], 3));
});
