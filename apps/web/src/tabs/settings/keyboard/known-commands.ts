import type { Command } from '../../../commands/command-registry.ts';

/** What Settings need to know of a command, whether it is offered at this moment or not. */
export type KnownCommand = Pick<Command, 'id' | 'label' | 'keys'>;

/** Names of one place with the default keys of its commands, `null` for none. */
type Listed = Readonly<Record<string, readonly [label: string, keys: string | null]>>;

/**
 * The commands of every screen, so that keys can be changed far from where they act. A command that is not listed here
 * appears in Settings only while its screen is open; a browser test holds the list to the screens.
 */
const listed: Readonly<Record<string, Listed>> = {
  palette: { open: ['Find anything', 'Mod+K'] },
  shortcuts: { open: ['Keyboard shortcuts', '?'] },
  go: {
    generate: ['Go to Generate', '1'],
    social: ['Go to Social Hub', '2'],
    library: ['Go to Library', '3'],
    settings: ['Go to Settings', '4'],
  },
  queue: { toggle: ['Open or close the queue', 'Q'] },
  undo: { '': ['Undo what the last note tells of', 'Mod+Z'] },
  theme: {
    system: ['Theme: as the machine', null],
    dark: ['Theme: dark', null],
    light: ['Theme: light', null],
  },
  logout: { '': ['Log this browser out', null] },
  generate: {
    queue: ['Queue it', 'Mod+Enter'],
    queue_first: ['Queue it before everything that waits', 'Mod+Shift+Enter'],
    prompt: ['Write a prompt', 'P'],
    older_prompt: ['Older prompt', 'Alt+ArrowUp'],
    newer_prompt: ['Newer prompt', 'Alt+ArrowDown'],
  },
  clip: {
    remix: ['Remix', 'R'],
    reproduce: ['Reproduce', 'Shift+R'],
    extend: ['Extend', 'E'],
    finish: ['Finish in HD', 'H'],
    input: ['Use as input', 'U'],
    save_frame: ['Save frame', 'Shift+S'],
    publish: ['Publish', null],
    star: ['Star, or take the star off', 'S'],
    copy_settings: ['Copy settings', null],
    copy_link: ['Copy link', null],
    reveal: ['Show in folder', null],
    download: ['Download', 'D'],
    library: ['Show in Library', null],
    delete: ['Delete', 'Delete'],
  },
  player: {
    toggle: ['Play or pause', 'Space'],
    left: ['One frame back', 'ArrowLeft'],
    right: ['One frame on', 'ArrowRight'],
    frame_back: ['One frame back, second key', ','],
    frame_on: ['One frame on, second key', '.'],
    second_back: ['One second back', 'Shift+ArrowLeft'],
    second_on: ['One second on', 'Shift+ArrowRight'],
    shuttle_back: ['Play backwards, faster each time', 'J'],
    shuttle_stop: ['Stand still', 'K'],
    shuttle_on: ['Play, faster each time', 'L'],
    loop: ['Loop on or off', 'Shift+L'],
    mute: ['Sound on or off', 'M'],
    full: ['Full screen', 'F'],
  },
  library: {
    search: ['Search the library', '/'],
    select: ['Choose this one, or no longer', 'X'],
    select_all: ['Choose everything in this list', 'Mod+A'],
    clear_selection: ['Choose nothing', 'Escape'],
    star: ['Star, or take the star off', '.'],
    remix: ['Remix', 'R'],
    publish: ['Publish', 'P'],
    compare: ['Compare the two chosen clips', 'C'],
    play: ['Play or pause in its card', null],
    download: ['Download', null],
    reveal: ['Show in folder', null],
    delete: ['Move to trash', 'Delete'],
    restore: ['Restore from the trash', null],
  },
  asset: {
    back: ['Back to the library', 'Escape'],
    remix: ['Remix', 'R'],
    reproduce: ['Reproduce', 'Shift+R'],
    extend: ['Extend', 'E'],
    finish: ['Finish in HD', 'H'],
    input: ['Use as input', 'U'],
    save_frame: ['Save frame', 'Shift+S'],
    publish: ['Publish', 'P'],
    star: ['Star, or take the star off', 'S'],
    reveal: ['Show in folder', null],
    download: ['Download', null],
    delete: ['Delete', 'Delete'],
  },
  social: {
    clip: ['Choose the clip to post', 'C'],
    caption: ['Write the caption', 'P'],
    send: ['Publish the post', 'Mod+Enter'],
    save_draft: ['Save the post as a draft', 'Mod+S'],
  },
  compare: {
    back: ['Back to the library', 'Escape'],
    wipe: ['Side by side, or one wiped over the other', 'W'],
    toggle: ['Play or pause both', 'Space'],
    left: ['One frame back', 'ArrowLeft'],
    right: ['One frame on', 'ArrowRight'],
    frame_back: ['One frame back, second key', ','],
    frame_on: ['One frame on, second key', '.'],
    second_back: ['One second back', 'Shift+ArrowLeft'],
    second_on: ['One second on', 'Shift+ArrowRight'],
    start: ['To the start', 'Home'],
    end: ['To the end', 'End'],
    loop: ['Loop on or off', 'Shift+L'],
  },
};

export const knownCommands: readonly KnownCommand[] = Object.entries(listed).flatMap(([place, names]) =>
  Object.entries(names).map(([name, [label, keys]]) => ({
    id: name === '' ? place : `${place}.${name}`,
    label,
    ...(keys === null ? {} : { keys }),
  })),
);
