# What the coach answers in a live session, in English. Numbers as words and lengths of time come from the coach's own file.

where = { $exercise }.
where-side = { $exercise }, { $side } side.
where-set = { $exercise }, set { $set }.
where-side-set = { $exercise }, { $side } side, set { $set }.
where-rest = { $exercise }. You are resting.

going-on = We go on. { $where }
back-again = The sound is back. { $where }
resumed = Welcome back. We go on with { $where }
paused = Paused.
paused-button = Paused. One push goes on. Two mean: { $twice }. Three mean: { $thrice }.
paused-away = The computer stopped for a while, so we are paused. Press the space bar to go on.
paused-still = Still paused. Press the space bar to go on.
undone = Back to where we were. { $where }
nothing-to-undo = There is nothing to take back.
resumed-changed = Welcome back. The routine has changed since. We go on with { $where }

done = Good.
# In a time with as many rounds as one can do: the person says that a round is done.
own-round-first = Round { $number }. The pace is yours now: press Enter when a round is done.
own-round = Round { $number }.
own-exercise = { $name }. { $dose }
own-rounds = { $number ->
    [one] You did one round.
   *[other] You did { $rounds } rounds.
}
set-again = The same set again.
nothing-said = Nothing was said yet.
longer = Ten more seconds.
longer-quiet = Take your time. We go on in { $length }.

hurt = Stop, and let go.
hurt-easing = Is it easing? Take all the time that you need. I will wait for you.
hurt-again = Something has hurt more than once today. I suggest that we end here.
hurt-leave = Press Enter to leave this exercise and go on with the next. Press Q to end.
hurt-easier = Press E for the easier way: { $easier }. Press Enter to leave this exercise and go on with the next. Press Q to end.
hurt-less = Press E to do less of it. Press Enter to leave this exercise and go on with the next. Press Q to end.
hurt-again-leave = Press Q to end. Press Enter to leave this exercise and go on with the next.
hurt-again-easier = Press Q to end. Press E for the easier way: { $easier }. Press Enter to leave this exercise and go on with the next.
hurt-again-less = Press Q to end. Press E to do less of it. Press Enter to leave this exercise and go on with the next.
hurt-still-here = I am still here.
hurt-prompt = Resting. Nothing goes on until you choose.
hurt-close = { $exercises } hurt today. { $number ->
    [one] Leave it out for now, or take the easier way next time.
   *[other] Leave them out for now, or take the easier ways next time.
} If it does not settle, ask your physiotherapist.
hurt-before = Welcome back. { $exercises } hurt when you stopped. Is it better?
hurt-before-choices = Press Enter to go on. Press Q to end.

# $when: before today (yesterday, or before), or, where it is left out, today or twice.
memory-easier = { $exercise } hurt { $when ->
    [yesterday] yesterday
   *[before] last time
}. Today we do the easier one: { $easier }. Press N to leave it out. Press Enter to begin. Otherwise I start in { $length }.
memory-less = { $exercise } hurt { $when ->
    [yesterday] yesterday
   *[before] last time
}. Today we do a little less of it. Press N to leave it out. Press Enter to begin. Otherwise I start in { $length }.
memory-leave = { $exercise } hurt { $when ->
    [twice] the last two times
   *[today] today
}. We leave this one out.
memory-leave-easier = { $exercise } hurt { $when ->
    [twice] the last two times
   *[today] today
}. We leave it out. Press E if you want the easier one: { $easier }. Otherwise I go on in { $length }.
memory-leave-less = { $exercise } hurt { $when ->
    [twice] the last two times
   *[today] today
}. We leave it out. Press E if you want to do a little of it. Otherwise I go on in { $length }.
memory-prompt = Easier, or left out? Enter goes on.

ask-pain-before = How strong is your pain right now, from zero to ten? Type the number, or T for ten.
ask-pain-before-prompt = Pain now: 0 to 9, or T for ten. Enter leaves it out.
ask-pain-after = How strong is your pain now, after it? Type the number, or T for ten.
ask-pain-after-prompt = Pain now: 0 to 9, or T for ten. Enter leaves it out.
ask-effort = And how hard was it, from zero to ten?
ask-effort-prompt = How hard it was: 0 to 9, or T for ten. Enter leaves it out.
ask-answer = { $number }.

# The last line of a session: its sets against those of the last time, and the streak. Fewer are not compared.
close-sets = { $number ->
    [one] One set today.
   *[other] { $number } sets today.
}
close-same = { $number ->
    [one] One set today, as last time.
   *[other] { $number } sets today, as last time.
}
close-more = { $number } sets today, { $more } more than last time.
close-days = { $number } days in a row.
close-weeks = { $number } weeks in a row.

# Which routine of the plan comes next, after the line above; the second one is of two to six days on.
close-next = { $days ->
    [0] Still due today: { $title }.
    [1] Next: { $title }, tomorrow.
   *[other] Next: { $title }, in { $days } days.
}
# weekday is 1 for Monday.
close-next-weekday = Next: { $title }, on { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}.

easier = Easier.
less = A little less of it: fewer or shorter, and a smaller movement.
harder = Harder.
no-less = This is the least of it. You can leave it out: press N.
no-harder = There is no harder way to do this one.
explain = Here it is in full.
explain-over = This exercise is over.
no-exercise = There is no exercise yet.

slower = Slower.
faster = Faster.
slowest = This is as slow as I can speak.
fastest = This is as fast as I can speak.
louder = Louder.
softer = Softer.
loudest = This is as loud as I can be.
softest = This is as soft as I can be.

# One key and what it does, named aloud when somebody asks for help.
help-key = { $press }: { $does }

time-still = About { $length } to go.
time-nearly = Nearly done.
time-unknown = I am still working that out.

wait-setup = Get ready in your own time. Press Enter when you are. Otherwise I start in { $length }.
wait-setup-short = Press Enter when you are ready.
wait-up = Take all the time that you need. Press Enter when you are up. Otherwise I go on in { $length }.
wait-up-prompt = Get up, then press Enter.
wait-setup-prompt = Get ready, then press Enter.

quit = We stop here.
