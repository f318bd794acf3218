import type { AssetId, Job } from '@videoexpress/job-schema';

const wordsKept = 8;
const charactersKept = 60;

/**
 * The name of a clip's file: its day, the first words of its prompt, the end of its asset id. A person understands it,
 * every file system takes it, and the job alone determines it, so a restart finds the file again.
 */
export function clipFileName(job: Job, asset: AssetId): { month: string; fileName: string; title: string } {
  const day = job.createdAt.slice(0, 10);
  const title = firstWords(typeof job.input['prompt'] === 'string' ? job.input['prompt'] : '');
  const parts = [day, title, asset.slice(-8)].filter((part) => part !== '');
  return { month: day.slice(0, 7), fileName: `${parts.join(' ')}.mp4`, title: title === '' ? 'Untitled clip' : title };
}

function firstWords(prompt: string): string {
  const plain = prompt
    .normalize('NFC')
    // Separators, what Windows refuses, control and formatting characters that could hide or turn text around.
    .replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, ' ')
    .trim();
  const words = plain.split(/\s+/u).slice(0, wordsKept).join(' ');
  const cut = [...words].slice(0, charactersKept).join('').trim();
  // Windows drops a dot at the end, and a leading one hides the file elsewhere.
  return cut.replaceAll(/^\.+|[.\s]+$/gu, '');
}
