import { describe, expect, it } from 'vitest';
import { createVault, sealingKey } from './sealed.ts';

const first = sealingKey('first key, long enough for a test 0123456789');
const second = sealingKey('second key, long enough for a test 012345678');

describe('a sealed secret', () => {
  it('opens on its own row', () => {
    const vault = createVault([first]);
    expect(vault.open(vault.seal('s3cret', 'connections/a'), 'connections/a')).toBe('s3cret');
  });

  it('does not open on another row', () => {
    const vault = createVault([first]);
    expect(() => vault.open(vault.seal('s3cret', 'connections/a'), 'connections/b')).toThrow();
  });

  it('does not open when one bit was changed', () => {
    const vault = createVault([first]);
    const sealed = vault.seal('s3cret', 'row');
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    expect(() => vault.open(sealed, 'row')).toThrow();
  });

  it('opens after the key was rotated, and names the key it lacks', () => {
    const sealed = createVault([first]).seal('s3cret', 'row');
    expect(createVault([second, first]).open(sealed, 'row')).toBe('s3cret');
    expect(() => createVault([second]).open(sealed, 'row')).toThrow('not configured');
  });

  it('never looks the same twice', () => {
    const vault = createVault([first]);
    expect(vault.seal('s3cret', 'row').equals(vault.seal('s3cret', 'row'))).toBe(false);
  });
});
