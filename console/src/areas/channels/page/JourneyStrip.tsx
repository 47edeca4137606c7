import { useSelling } from '@/i18n';
import classes from './JourneyStrip.module.css';

type Look = 'done' | 'current' | 'failed' | 'open';

const STAGES = ['platform', 'address', 'verified', 'inbox'] as const;

/** How each stage looks; what the picture says stands below it in words, too. */
const LOOKS: Record<'waiting' | 'refused' | 'received' | 'disconnected', readonly Look[]> = {
  waiting: ['done', 'current', 'open', 'open'],
  refused: ['done', 'done', 'failed', 'open'],
  received: ['done', 'done', 'done', 'done'],
  disconnected: ['open', 'open', 'open', 'open'],
};

/** What is drawn inside a stage: where it comes from, where it arrives, that it is believed, where it lies. */
const GLYPHS: Record<(typeof STAGES)[number], string> = {
  platform: 'M9 10h14v12H9z M9 14h14 M13 22v-4h6v4',
  address: 'M13 19l6-6 M14 12l2-2a4 4 0 0 1 6 6l-2 2 M18 20l-2 2a4 4 0 0 1-6-6l2-2',
  verified: 'M16 8l7 3v5c0 4-3 7-7 8-4-1-7-4-7-8v-5z M12.500 16l2.500 2.500 4.500-5',
  inbox: 'M9 17l2-7h10l2 7v5H9z M9 17h4l1 2h4l1-2h4',
};

const CROSS = 'M12 12l8 8 M20 12l-8 8';

/** From the sender to the inbox, with the stage lit at which things are. */
export function JourneyStrip({ standing }: { standing: keyof typeof LOOKS }) {
  const { channels: words } = useSelling();
  const looks = LOOKS[standing];
  return (
    <div className={classes.strip} aria-hidden>
      {STAGES.map((stage, index) => {
        const look = looks[index] ?? 'open';
        return (
          <div key={stage} className={classes.stage} data-look={look}>
            <svg viewBox="0 0 32 32" width={40} height={40} fill="none" strokeWidth={1.6} strokeLinecap="round" strokeLinejoin="round">
              <circle cx={16} cy={16} r={15} className={classes.disc} />
              <path d={look === 'failed' ? CROSS : GLYPHS[stage]} className={classes.glyph} />
            </svg>
            <span>{words.stages[stage]}</span>
          </div>
        );
      })}
    </div>
  );
}
