import {
  MediaControlBar,
  MediaController,
  MediaMuteButton,
  MediaPlayButton,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeDisplay,
  MediaTimeRange,
} from 'media-chrome/react';
import { useState } from 'react';
import type { MediaKind } from '../../http/api-types.ts';
import { formatMoment } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { chosenSpeed, type Playback, SPEEDS } from './playback.ts';
import { useRecordings } from './use-call.ts';

/** The call's recording, or why there is none. Space plays and pauses, the arrow keys move. */
export function Player({ callId, title, playback }: { callId: string; title: string; playback: Playback }) {
  const recordings = useRecordings(callId);
  const timeZone = useTimeZone();
  const [chosen, setChosen] = useState<MediaKind>('audio');
  const [problem, setProblem] = useState<string | null>(null);
  if (recordings.isPending) return <div className="skeleton h-12" />;
  if (recordings.error) return <p className="quiet text-sm">{recordings.error.message}</p>;
  const { kinds, reason, askedAgainAt } = recordings.data;
  const kind = kinds.includes(chosen) ? chosen : kinds[0];
  if (!kind)
    return (
      <p className="card quiet p-3 text-sm" data-testid="no-recording">
        {reason}
        {askedAgainAt && ` Next try: ${formatMoment(askedAgainAt, timeZone)}.`}{' '}
        <a className="link" href="/docs/gong#recordings">
          About recordings
        </a>
      </p>
    );
  const media = {
    slot: 'media',
    ref: playback.attach,
    src: `/api/v1/calls/${encodeURIComponent(callId)}/media/${kind}`,
    preload: 'metadata' as const,
    'aria-label': `Recording of ${title}`,
    onError: () =>
      setProblem('The recording can’t be played right now. Gong may be unavailable: try again in a few minutes.'),
    onPlaying: () => setProblem(null),
  };
  return (
    <div className="@container/player">
      <MediaController audio={kind === 'audio'} className="player">
        {/* No captions: the transcript stands beside the player, in step with the recording. */}
        {kind === 'audio' ? <audio {...media} /> : <video {...media} playsInline />}
        <MediaControlBar>
          <MediaPlayButton />
          <MediaSeekBackwardButton seekOffset={10} />
          <MediaSeekForwardButton seekOffset={10} />
          <MediaTimeRange />
          <MediaTimeDisplay showDuration noToggle />
          <select
            aria-label="Speed"
            className="player-speed"
            defaultValue={chosenSpeed()}
            onChange={(event) => playback.setSpeed(Number(event.target.value))}
          >
            {SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {speed}×
              </option>
            ))}
          </select>
          <MediaMuteButton />
        </MediaControlBar>
      </MediaController>
      {kinds.length > 1 && (
        <button
          type="button"
          className="link mt-1 text-sm"
          onClick={() => setChosen(kind === 'audio' ? 'video' : 'audio')}
        >
          {kind === 'audio' ? 'Show video' : 'Audio only'}
        </button>
      )}
      {problem && (
        <p role="alert" className="mt-1 text-sm text-red-800 dark:text-red-300">
          {problem}
        </p>
      )}
    </div>
  );
}
