# What a practice's patient reads on the page of all sessions and in the feed, and what the therapist reads in the index.

## Days and weeks

site-day = { NUMBER($day) } { $month }
site-day-year = { $day } { $year }
site-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
site-dates = { $first } to { $last }
site-dates-on = from { $first }
site-weeks = Weeks { NUMBER($first) } to { NUMBER($last) }
site-weeks-on = From week { NUMBER($first) } on
site-clock = { $hour }:{ $minute }
site-at = at { $times }
site-apart = never two days running

## The page of all sessions

site-title = Your exercises
site-title-named = Exercises for { $name }
site-today = Today
site-day-off = Today is a day off. Nothing is planned.
site-not-begun = Your sessions begin on { $day }.
site-ended = What was planned for you has come to its end. Ask us how to go on.
site-empty = There is no session here yet.
site-other-weeks = Other weeks
site-open = Open and listen
site-paper = On paper (PDF)
site-sound = Sound ({ $form })
site-at-hand = On your phone
site-calendar = Put it into your calendar
site-feed = Listen in a podcast app
site-feed-how = Copy this address into the app, as a podcast to add by its address:
site-private = This page is meant for you alone. Anyone who has its address can open it, so please do not pass it on.

## The feed

feed-title = { $practice }: exercises
feed-title-named = { $practice }: exercises for { $name }
feed-about = Sessions to listen to, made for you by { $practice }. This feed is private; please do not pass it on.
feed-session = { $weeks }: { $title }

## Pages for anyone

site-nothing-here = There is nothing here
site-nothing-here-how = Please open the address that you were given, letter by letter, or scan the code on your paper.

## The index of the therapist

index-title = Patients
index-sum = { $patients ->
    [one] 1 patient
   *[other] { NUMBER($patients) } patients
} on the site, { $day }.
index-private = This list is for you alone. It is not a part of the site; do not put it there.
index-failed = { $number ->
    [one] Something went wrong with 1 of them
   *[other] Something went wrong with { NUMBER($number) } of them
}
index-cards = Cards to hand out, with a code that leads to each page
index-no-url = The practice has no `url` yet: without one there are no feeds and no codes.
index-find = Find a code or a name:
index-code = Code
index-name = Name
index-now = Now
index-links = Open
index-sessions = All sessions
index-number = { $number ->
    [0] none
    [one] 1 session
   *[other] { NUMBER($number) } sessions
}
index-page = Page
index-feed = Feed
index-paper = paper
index-card-how = Point the camera of your phone at the code, or open this address. The page is yours alone; please do not pass it on.
