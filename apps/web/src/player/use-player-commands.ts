'use client';

import { type Command, useCommands } from '../commands/command-registry.ts';
import type { Playback } from './use-playback.ts';
import type { useShuttle } from './use-shuttle.ts';

const none: readonly Command[] = [];

interface PlayerCommandParts {
  readonly playback: Playback;
  readonly shuttle: ReturnType<typeof useShuttle>;
  readonly fps: number;
  readonly toggle: () => void;
  readonly toggleFull: () => void;
}

/** The keys of the player, wherever the focus is on the page; none while another part of the page has them. */
export function usePlayerCommands(parts: PlayerCommandParts, isOn: boolean): void {
  const { playback, shuttle, fps, toggle, toggleFull } = parts;
  const { step } = playback;
  const still = (frames: number) => () => {
    shuttle.stop();
    step(frames);
  };
  const second = Math.round(fps);
  const player = (id: string, label: string, keys: string, run: () => void): Command => {
    return { id: `player.${id}`, label, group: 'player', keys, run };
  };
  const commands = [
    player('toggle', 'Play or pause', 'Space', toggle),
    player('frame_back', 'One frame back', ',', still(-1)),
    player('frame_on', 'One frame on', '.', still(1)),
    player('left', 'One frame back', 'ArrowLeft', still(-1)),
    player('right', 'One frame on', 'ArrowRight', still(1)),
    player('second_back', 'One second back', 'Shift+ArrowLeft', still(-second)),
    player('second_on', 'One second on', 'Shift+ArrowRight', still(second)),
    player('shuttle_back', 'Play backwards, faster each time', 'J', shuttle.back),
    player('shuttle_stop', 'Stand still', 'K', shuttle.stop),
    player('shuttle_on', 'Play, faster each time', 'L', shuttle.forward),
    player('loop', 'Loop on or off', 'Shift+L', playback.toggleLoop),
    player('mute', 'Sound on or off', 'M', playback.toggleMute),
    player('full', 'Full screen', 'F', toggleFull),
  ];
  useCommands(isOn ? commands : none);
}
