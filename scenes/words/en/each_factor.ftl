# What EachFactor says.
# $first, $second and $third are the three slopes; $rise and $answer are what one step of the weight becomes further on.
# $curve and $score are the kinds of curve and of cost.

claim = Each ratio is a slope you can read off one small formula.

slide_along_the_sum =
    From w to z there is a straight line. It is equally steep everywhere: { $foot } more of the weight { $weight } { $adds ->
        [one] adds { $first } to z, because w is multiplied by { $a_prev }
       *[part] changes z by { $rise }, because w is multiplied by { $a_prev } = { $first }
    }.
    .asks = Why is the slope from w to z just the activation before?

slide_along_the_activation =
    From z to a { $curve ->
        [s-curve] the curve is flat at both ends and steepest in the middle
        [hinge] the line is flat below zero and climbs above it
        [leaky_hinge] the line is almost flat below zero and climbs above it
        [bent_line] the line climbs less below zero than above it
        [soft_hinge] the curve is flat on the left and climbs on the right
        [line] the line is equally steep everywhere
        [wave] the curve goes up and down, and it is flat where it turns
        [rising] the curve becomes steeper and steeper
        [share] the line is flat: one output alone always has all
       *[other] the curve has its own slope at each place
    }{ $posts ->
        [left] ; the posts below keep how steep it was
       *[none] {""}
    }. At z = { $z } its slope is { $second }.

slide_along_the_cost =
    From a to C { $score ->
        [twice] the slope is twice the distance from y to a. The further off, the steeper
        [once] the slope is the distance from y to a. The further off, the steeper
        [valley] the curve is a valley: far from the desired { $y } it is very steep
        [slide] the curve falls: the smaller a is, the steeper it is
        [flat] the line is flat, for nothing is asked of this output
       *[other] the curve has its own slope at each place
    }. Here the slope is { $third }.

put_them_together =
    Take { $foot } of w: it becomes { $rise } of z, then { $push } of a, and then { $answer } of C{ $turns ->
        [turned] : the cost goes the other way
       *[straight] {""}
    }. { $ends ->
        [zero] One slope is zero, so the product is zero.
       *[goes] Three slopes, multiplied: { $whole }.
    }

# On screen, in a graph in which a unit up is longer than one across, or the other way round.
height = { $size ->
        [huge] height × { $factor }
       *[plain] drawn { $factor } times as high as wide
    }
width = { $size ->
        [huge] width × { $factor }
       *[plain] drawn { $factor } times as wide as high
    }

# On screen, below the graphs that are drawn larger.
lens = { $factor } from here
