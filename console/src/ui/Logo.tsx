import mark from '@/assets/icon.svg';
import classes from './Logo.module.css';
import { useT } from '@/i18n';

/** The product's mark and name. */
export function Logo({ size = 28 }: { size?: number }) {
  const t = useT();
  return (
    <span className={classes.logo}>
      <img src={mark} alt="" width={size} height={size} />
      <span className={classes.name} style={{ fontSize: size * 0.64 }}>
        {t.common.productName}
      </span>
    </span>
  );
}
