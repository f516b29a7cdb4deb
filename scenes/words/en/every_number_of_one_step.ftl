# What EveryNumberOfOneStep says.
# $j is a neuron of layer $layer: it hears $heard ($hears how many), its sum is $z and its activation $a. $received comes back to it,
# $sum together; times $bend this is $delta. $w is a weight into it, $slope its slope; $products are what the paths
# that are told bring, of $paths in all, and $others what the others bring. $before and $after are the cost before
# and after one step at a learning rate of $rate, and $last what it is after $steps of them. $pages are how many
# pages all weights and biases take.

claim = One step of training is arithmetic, and all of it fits on { $sheets ->
        [one] one page.
       *[many] { $pages } pages.
    }

run_forward = Forward first. Neuron { $j } of layer { $layer } hears { $heard }, { $hears ->
        [one] times its weight.
       *[many] each times its weight.
    } With its bias the sum is { $z }, and the activation is { $a }.
    .asks = What are the actual values inside a neuron?

carry_the_slopes_back = Now back. Each neuron ahead sends its delta times its weight: neuron { $j } receives { $received }{ $senders ->
        [one] .
       *[many] , together { $adds ->
            [near] about { $sum }.
           *[equal] { $sum }.
        }
    } Times { $bend }, the slope of its curve, its delta is { $joins ->
        [near] about { $delta }.
       *[equal] { $delta }.
    }

write_one_all_the_way_back = The slope of { $w } has one product for each path. { $told ->
        [one] There is one path, and the slope is { $slope }.
        [all] They are { $products }, together { $sums ->
            [near] about { $slope }.
           *[equal] { $slope }.
        }
        [first] The largest of { $paths } is { $products }; with the others the slope is { $slope }.
       *[some] The largest of { $paths } are { $products }; with the others the slope is { $slope }.
    }
    .asks = With actual values, what does one slope look like all the way back?

move_every_weight = Each weight{ $biases ->
        [kept] {""}
       *[moved] {" "}and bias
    } moves against its slope, times the learning rate { $rate }.{ $biases ->
        [kept] {" "}Biases stay as they are here.
       *[moved] {""}
    } Forward again, the cost { $cost ->
        [stays] stays at { $after }.
        [rises] rises from { $before } to { $after }.
       *[falls] falls from { $before } to { $after }.
    }
    .asks = So how far does each weight move, now that its slope is known?

go_on = The same { $sheets ->
        [one] page
       *[many] pages
    } again and again, with new numbers each time: after { $steps } steps the cost is { $last }.

# On screen: below the axis of the costs; from where on all is drawn through a lens.
steps = steps
lens = { $factor } from here
