/** Two quiet tones, made here: no file is fetched. Silent where the browser lets no page sound yet. */

/** Hertz of the tones, and seconds between them. */
const TONES = [660, 880] as const;
const APART = 0.18;

export function chime(): void {
  const audio = new AudioContext();
  const volume = audio.createGain();
  volume.gain.value = 0.08;
  volume.connect(audio.destination);
  TONES.forEach((tone, at) => {
    const source = audio.createOscillator();
    source.frequency.value = tone;
    source.connect(volume);
    source.start(audio.currentTime + at * APART);
    source.stop(audio.currentTime + (at + 1) * APART);
    if (at === TONES.length - 1) {
      source.onended = () => void audio.close();
    }
  });
}
