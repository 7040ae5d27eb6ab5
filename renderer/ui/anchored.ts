import { type RefObject, useLayoutEffect } from 'react'

export type Side = 'below' | 'above' | 'right'
export interface Point {
  readonly x: number
  readonly y: number
}

const gap = 6
const margin = 8

/**
 * Puts a fixed element beside a rectangle, turned over or pushed in where it would leave the window.
 * `align`: which edges line up for `below` and `above`.
 */
export function place(
  target: Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>,
  own: { readonly width: number; readonly height: number },
  page: { readonly width: number; readonly height: number },
  side: Side,
  align: 'start' | 'center' | 'end',
): Point {
  const pushed = (at: number, size: number, limit: number) =>
    Math.max(margin, Math.min(at, limit - size - margin))
  if (side === 'right') {
    const fits = target.right + gap + own.width + margin <= page.width
    return {
      x: fits ? target.right + gap : Math.max(margin, target.left - gap - own.width),
      y: pushed((target.top + target.bottom - own.height) / 2, own.height, page.height),
    }
  }
  const x =
    align === 'start'
      ? target.left
      : align === 'end'
        ? target.right - own.width
        : (target.left + target.right - own.width) / 2
  const below = target.bottom + gap
  const above = target.top - gap - own.height
  const fitsBelow = below + own.height + margin <= page.height
  const goesBelow = side === 'below' ? fitsBelow || above < margin : above < margin
  return {
    x: pushed(x, own.width, page.width),
    y: goesBelow ? pushed(below, own.height, page.height) : above,
  }
}

/** Where something that floats beside `anchor` belongs: into an open dialog, which lies over everything else. */
export const layerOf = (anchor: HTMLElement | Point): Element =>
  (anchor instanceof HTMLElement ? anchor.closest('dialog') : null) ?? document.body

/** Keeps `floating` beside `anchor`, an element or a point of the window, while it is open. */
export function useAnchored(
  floating: RefObject<HTMLElement | null>,
  anchor: HTMLElement | Point | null,
  side: Side,
  align: 'start' | 'center' | 'end' = 'start',
): void {
  useLayoutEffect(() => {
    const element = floating.current
    if (element === null || anchor === null) return
    const move = () => {
      const target =
        anchor instanceof HTMLElement
          ? anchor.getBoundingClientRect()
          : { left: anchor.x, right: anchor.x, top: anchor.y - gap, bottom: anchor.y - gap }
      const at = place(
        target,
        { width: element.offsetWidth, height: element.offsetHeight },
        { width: window.innerWidth, height: window.innerHeight },
        side,
        align,
      )
      element.style.left = `${Math.round(at.x)}px`
      element.style.top = `${Math.round(at.y)}px`
    }
    move()
    window.addEventListener('resize', move)
    return () => window.removeEventListener('resize', move)
  }, [floating, anchor, side, align])
}
