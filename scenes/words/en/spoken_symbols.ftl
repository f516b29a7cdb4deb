# How symbols of captions are read aloud. $symbol is a letter, $layer and $neurons are counts in words, $of and $by whole
# names, $number a number as it is written, $power a power of ten in words.

raised = { $symbol } { $layer }
indexed = { $symbol } { $neurons }
indexed_and_raised = { $symbol } { $neurons } in layer { $layer }
slope = the slope of { $of } with respect to { $by }
ratio = the change in { $of } over the change in { $by }
change = the change in { $of }
gradient = nabla { $of }
power_of_ten = { $number } times ten to the { $power }

plus = plus
minus = minus
times = times
each_times = times, number by number,
divided = divided by
over = over
equals = equals
about = is about
unequal = is not
below = is less than
above = is greater than
at_most = is at most
at_least = is at least
to = to
squared = squared
cubed = cubed
delta = delta
sigma = sigma
infinity = infinity

# From nothing on, a word each.
counts =
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
