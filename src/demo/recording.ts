const rate = 8_000;
const seconds = 8;

/** Two voices take turns, each a hum with its own pitch: enough to hear that a recording plays. */
const sample = (at: number): number => {
  const turn = Math.floor(at / 1.6);
  const pitch = turn % 2 === 0 ? 140 : 210;
  const syllable = Math.max(0, Math.sin(2 * Math.PI * 2.5 * at)) * (at % 1.6 < 1.3 ? 1 : 0);
  const voice = [1, 2, 3, 5].reduce((sum, n) => sum + Math.sin(2 * Math.PI * pitch * n * at) / n, 0);
  return 0.25 * syllable * voice;
};

/** A short WAV file: 8 kHz, 8 bits, mono, as telephones sound. */
export const conversation = (): Uint8Array => {
  const length = rate * seconds;
  const file = Buffer.alloc(44 + length);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + length, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22); // channels
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate, 28); // bytes a second
  file.writeUInt16LE(1, 32); // bytes a sample
  file.writeUInt16LE(8, 34); // bits a sample
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(length, 40);
  for (let n = 0; n < length; n += 1) file[44 + n] = 128 + Math.round(127 * sample(n / rate));
  return file;
};
