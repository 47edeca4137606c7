import { Stack } from '@mantine/core';
import { useT } from '@/i18n';
import { OrganizationMark } from '@/shell/OrganizationMark';
import { FILLED_SHADE, brandPalette } from '@/theme/palette';
import classes from './BrandPreview.module.css';

interface Props {
  brand: string;
  name: string;
  scheme: 'light' | 'dark';
}

/** How the console will look in a colour, drawn with that colour's own shades. */
export function BrandPreview({ brand, name, scheme }: Props) {
  const t = useT();
  const palette = brandPalette(brand);
  const dark = scheme === 'dark';
  const style = {
    '--filled': palette[FILLED_SHADE],
    '--link': palette[dark ? 4 : 7],
    '--selected-ink': palette[dark ? 1 : 8],
  } as React.CSSProperties;
  return (
    <div className={classes.pane} data-scheme={scheme} style={style} role="img" aria-label={`${t.organization.preview}: ${t.organization[scheme]}`}>
      <Stack gap={10} aria-hidden>
        <span className={classes.head}>
          <OrganizationMark organization={{ name, brand_color: brand }} size={26} />
          <span>{name}</span>
        </span>
        <span className={classes.selected}>{t.organization.previewSelected}</span>
        <span className={classes.row}>
          <span className={classes.button}>{t.organization.previewButton}</span>
          <span className={classes.secondary}>{t.organization.previewSecondary}</span>
        </span>
        <span className={classes.link}>{t.organization.previewLink}</span>
      </Stack>
    </div>
  );
}
