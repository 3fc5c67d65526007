"""Our own line drawings on a 24 × 24 grid; shape and word together carry a meaning, never the colour alone."""

ICONS = {
    "arrow": '<path d="M5 12h13M13 7l5 5-5 5"/>',
    "alert": '<path d="M12 6v7M12 17.5v.5"/>',
    "camera": '<path d="M4 8h3l2-3h6l2 3h3v11H4z"/><circle cx="12" cy="13" r="3.5"/>',
    "check": '<path d="M5 12.5l4.5 4.5L19 7"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "download": '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14"/>',
    "eye": '<path d="M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z"/><circle cx="12" cy="12" r="2.8"/>',
    "file": '<path d="M6 3h8l4 4v14H6zM14 3v4h4"/>',
    "pause": '<path d="M9 6v12M15 6v12"/>',
    "person": '<circle cx="12" cy="8" r="3.5"/><path d="M5 20c.6-4 3.3-6 7-6s6.4 2 7 6"/>',
    "phone": '<path d="M6 3h4l1.5 5-2.5 1.5a11 11 0 0 0 5.5 5.5L16 12.5l5 1.5v4c0 1.5-1 2.5-2.500 2.500C11 20 4 13 3.500 5.500 3.500 4 4.500 3 6 3z"/>',
    "print": '<path d="M7 9V4h10v5M6 18H4v-8h16v8h-2M7 15h10v5H7z"/>',
    "refresh": '<path d="M19 7v5h-5M5 17v-5h5M18 11a6.500 6.500 0 0 0-11.500-3M6 13a6.500 6.500 0 0 0 11.500 3"/>',
    "search": '<circle cx="11" cy="11" r="6"/><path d="M16 16l4 4"/>',
    "upload": '<path d="M12 16V5M7.500 9L12 4.500 16.500 9M5 20h14"/>',
    "warning": '<path d="M12 4l9 16H3zM12 10v4.500M12 17.200v.3"/>',
}
