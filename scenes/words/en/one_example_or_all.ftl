# What OneExampleOrAll says.
# $p and $q are the two weights or biases that move on the map; $examples are as many as there
# are; each walk takes $steps steps at a learning rate of $rate. $uphill steps from all examples raised
# the cost. $seed draws the order. $runs, $runs_one and $runs_few examples are run for steps from all, from one and from
# $size of them. The cost was $began at first; $C, $C_one and $C_few are the costs after them, $C_early that of the walk
# of all after the last step by which it had run no more examples than that of one ($early: whether it had taken any). The last example moves $moved of $parameters.

claim = A step from one example is quick but rough; a step from all examples is exact but slow.

ask_each_example =
    Let { $p } and { $q } move, and nothing else. Along each line the cost of all examples is the same. Each example
    asks for its own step. The mean of all { $examples } is the step of the full cost.

take_full_steps = All { $examples } for every step, at a learning rate of { $rate }: { $climbs ->
        [never] a calm path,
       *[sometimes] the cost rises in { $uphill } of { $steps } steps, with
    } { $runs } examples run.

take_single_steps = One example for every step, in an order drawn by chance with seed { $seed }: { $path ->
        [restless] a restless path,
       *[calm] a path that is hardly longer here,
    } { $runs_one } examples run.

follow_both_paths = From { $began }, { $steps } steps of all lead to { $C } with { $runs } examples run. As many single
    steps lead { $costs ->
        [same] to the same cost
       *[other] to { $C_one }
    } with { $runs_one }. { $early ->
        [some] With no more than that, steps of all had come to { $C_early }.
       *[none] { "" }
    }
    .asks = Training takes long: which of the two ways gets further for its work?

see_which_weights_move = On the map two moved. In training the last example alone moves { $moved } of { $parameters } { $biases ->
        [kept] weights; biases stay as they are here.
       *[moved] weights and biases.
    } { $moves ->
        [all] What is left out are examples, not weights.
       *[some] The others have a slope of zero for it. What is left out are examples, not weights.
    } Hollow means less.
    .asks = Does a step from one example change only some of the weights?

take_a_few =
    Most people take a few at a time: a batch, here of { $size }. After { $steps } steps the cost is { $C_few }, for
    { $runs_few } examples run.

# On screen: how a walk is called, and what is counted; which layer.
all = all { $number } a step
one = { $number } a step
few = { $number } a step
steps = steps
runs = examples run
layer = layer
