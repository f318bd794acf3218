'use client';

import { Pause, Play, Repeat, StepBack, StepForward } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { useCommands } from '../../../commands/command-registry.ts';
import type { ComparePlayer } from '../../../library/compare/compare-player.ts';
import { IconButton, buttonClasses } from '../../../parts/button.tsx';
import { Menu } from '../../../parts/menu.tsx';
import { formatTimecode, frameAt, spokenPosition } from '../../../player/timecode.ts';

const speeds = [0.1, 0.25, 0.5, 1, 2];
const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** One transport for two clips. */
export function CompareTransport({ player }: { player: ComparePlayer }) {
  const { isPlaying, seconds } = useSyncExternalStore(player.subscribe, player.get, player.get);
  const [speed, setSpeed] = useState(1);
  const [isLooping, setIsLooping] = useState(true);
  const { clock } = player;
  const frame = Math.min(frameAt(seconds, clock.fps), clock.frames - 1);
  const toggleLoop = () => {
    player.setLoop(!isLooping);
    setIsLooping(!isLooping);
  };
  const still = (frames: number) => () => player.step(frames);
  const second = Math.round(clock.fps);
  const command = (id: string, label: string, keys: string, run: () => void) => ({
    id: `compare.${id}`,
    label,
    group: 'player' as const,
    keys,
    run,
  });
  useCommands([
    command('toggle', 'Play or pause both', 'Space', player.toggle),
    command('left', 'One frame back', 'ArrowLeft', still(-1)),
    command('right', 'One frame on', 'ArrowRight', still(1)),
    command('frame_back', 'One frame back', ',', still(-1)),
    command('frame_on', 'One frame on', '.', still(1)),
    command('second_back', 'One second back', 'Shift+ArrowLeft', still(-second)),
    command('second_on', 'One second on', 'Shift+ArrowRight', still(second)),
    command('start', 'To the start', 'Home', () => player.goTo(0)),
    command('end', 'To the end', 'End', () => player.goTo(clock.seconds)),
    command('loop', 'Loop on or off', 'Shift+L', toggleLoop),
  ]);
  const Toggle = isPlaying ? Pause : Play;
  return (
    <div
      role="toolbar"
      aria-label="Both clips"
      className="flex h-10 items-center gap-2 border-b border-line bg-surface-0 px-2 max-md:h-auto max-md:flex-wrap max-md:pt-1"
    >
      <IconButton label={isPlaying ? 'Pause both (Space)' : 'Play both (Space)'} onClick={player.toggle}>
        <Toggle {...icon} />
      </IconButton>
      <IconButton label="One frame back (←)" onClick={still(-1)}>
        <StepBack {...icon} />
      </IconButton>
      <IconButton label="One frame on (→)" onClick={still(1)}>
        <StepForward {...icon} />
      </IconButton>
      <span className="shrink-0 font-mono text-meta">
        {formatTimecode(frame, clock.fps)}{' '}
        <span className="text-text-3">/ {formatTimecode(clock.frames - 1, clock.fps)}</span>
      </span>
      <input
        type="range"
        min={0}
        max={clock.frames - 1}
        step={1}
        value={frame}
        aria-label="Place in both clips"
        aria-valuetext={spokenPosition(frame, clock.frames, clock.fps)}
        className="h-6 min-w-0 flex-1 accent-text-1 max-md:order-last max-md:h-10 max-md:basis-full"
        onChange={(change) => {
          player.pause();
          player.goTo((Number(change.target.value) + 0.5) / clock.fps);
        }}
      />
      <Menu
        label="Speed"
        buttonLabel={`Speed: ${speed}×`}
        align="end"
        side="top"
        className={`${buttonClasses('bare')} text-meta max-md:ml-auto`}
        items={speeds.map((each) => ({
          kind: 'choice',
          id: String(each),
          label: `${each}×`,
          isChosen: each === speed,
          onChoose: () => {
            player.setRate(each);
            setSpeed(each);
          },
        }))}
      >
        {speed}×
      </Menu>
      <IconButton label="Loop" aria-pressed={isLooping} className="aria-pressed:bg-surface-3" onClick={toggleLoop}>
        <Repeat {...icon} />
      </IconButton>
    </div>
  );
}
