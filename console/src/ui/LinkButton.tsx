import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import { forwardRef, type AnchorHTMLAttributes } from 'react';

type Native<P> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof P>;

const ButtonAnchor = forwardRef<HTMLAnchorElement, ButtonProps & Native<ButtonProps>>(function ButtonAnchor(props, ref) {
  return <Button ref={ref} component="a" {...props} />;
});

const TextAnchor = forwardRef<HTMLAnchorElement, AnchorProps & Native<AnchorProps>>(function TextAnchor(props, ref) {
  return <Anchor ref={ref} {...props} />;
});

/** A link that looks like a button. */
export const LinkButton = createLink(ButtonAnchor);

/** A link inside text. */
export const TextLink = createLink(TextAnchor);
