import { IconPhoto } from '@tabler/icons-react';
import classes from './ProductThumb.module.css';

/** A small picture, or the place for one. The title beside it says what it shows. */
export function ProductThumb({ url }: { url: string | null }) {
  if (url === null) {
    return (
      <span className={classes.thumb}>
        <IconPhoto size={18} stroke={1.5} aria-hidden />
      </span>
    );
  }
  return <img className={classes.thumb} src={url} alt="" loading="lazy" width={40} height={40} />;
}
